"""反馈 · a leader checks the result."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person


@transaction.atomic
def approve(case: Case, *, words: str = "", by: Person, at: datetime) -> None:
    """审核通过 · by somebody other than the one who handled it in this round."""
    if case.entries.filter(deed="handled", round=case.round, by=by).exists():
        raise ledger.Forbidden(_("本人处置的结果要由他人审核。"))
    ledger.write(case, "approved", by=by, at=at, words=words.strip())
