"""交办 · the unit was sent rightly: it goes on, and may not give the case back."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.dispatch.rulings import check_ruling


@transaction.atomic
def reject_objection(case: Case, *, by: Person, reason: str, at: datetime) -> None:
    """异议不成立 · appointed by this ruling; the clock never stopped (RULES §2)."""
    check_ruling(case, by=by, reason=reason)
    ledger.write(case, "objection_rejected", by=by, at=at, words=reason.strip())
