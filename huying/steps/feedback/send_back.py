"""反馈 · the result is not enough."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person


@transaction.atomic
def send_back(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """退回补办 · with a reason; the round's own clock runs on as if it had never been ended."""
    if not reason.strip():
        raise ledger.Refused(_("请写明退回的原因和要补办的事。"))
    ledger.write(case, "sent_back", by=by, at=at, words=reason.strip())
