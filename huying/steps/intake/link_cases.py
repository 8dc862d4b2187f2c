"""接办 · two cases have to do with each other."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person


@transaction.atomic
def link_cases(case: Case, *, other: Case, by: Person, at: datetime, reason: str = "") -> None:
    """关联 · a line on each, naming the other; both go their own way (LL8)."""
    if case.pk == other.pk:
        raise ledger.Refused(_("不能与自己关联，请换一件。"))
    ledger.note(case, "linked", by=by, at=at, words=reason.strip(), other=other.pk)
    ledger.note(other, "linked", by=by, at=at, words=reason.strip(), other=case.pk)
