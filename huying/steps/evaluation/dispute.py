"""评价 · the unit holds that the result was good; somebody above it looks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.evaluation.settle import share_with


@transaction.atomic
def dispute(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """提请结果复核 · in the round that the resident's "no" began; the clock of that round runs on meanwhile."""
    if case.round == 1:
        raise ledger.Refused(_("诉求人还没有评价，请等评价以后再提请复核。"))
    if case.entries.filter(deed="disputed", round=case.round).exists():
        raise ledger.Refused(_("本轮已经提请过复核，请等结果。"))
    if not reason.strip():
        raise ledger.Refused(_("请写明提请复核的理由和证据。"))
    ledger.write(case, "disputed", by=by, at=at, words=reason.strip())
    share_with(case, case.unit.parent if case.unit else None)
