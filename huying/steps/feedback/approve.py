"""反馈 · a leader checks the result."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Entry
from huying.case.ready import Ready
from huying.directory.models import Person


@transaction.atomic
def approve(case: Case, *, words: str = "", by: Person, at: datetime) -> None:
    """审核通过 · by somebody other than the one who handled it in this round."""
    if HANDLED.any(case.pk, case.round, by.pk):
        raise ledger.Forbidden(_("本人处置的结果要由他人审核。"))
    ledger.write(case, "approved", by=by, at=at, words=words.strip())


HANDLED = Ready(
    lambda case, round, by: Entry.objects.filter(case=case, deed="handled", round=round, by=by).values_list("pk")[:1],
    [int, int, int],
)
