"""操作留痕 · writes down what somebody did. Pages call it; a deed on a case is a line of the ledger instead.

acts.record(What.EXPORTED, by=request.user, at=at, address=address_of(request), subject="诉求件 132 条", words=reason)
"""

from datetime import datetime

from django.http import HttpRequest

from huying.directory.models import Act, Person, What


def record(
    what: What,
    *,
    by: Person | None,
    at: datetime,
    address: str = "",
    subject: str = "",
    words: str = "",
) -> Act:
    """One line that stays. `by=None`: nobody known here, or the server's own console."""
    name = by.name if by else ""
    fit = {"subject": subject[:120], "words": words[:200], "address": address[:45], "name": name[:60]}
    return Act.objects.create(what=what, by=by, at=at, **fit)


def address_of(request: HttpRequest) -> str:
    """Where the request came from; a proxy in between has been seen through already, if it is one of ours."""
    return str(request.META.get("REMOTE_ADDR", ""))
