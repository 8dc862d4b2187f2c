"""交办 · the unit was right: somebody else has to be sent."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.dispatch.rulings import check_ruling


@transaction.atomic
def uphold_objection(case: Case, *, by: Person, reason: str, at: datetime) -> None:
    """异议成立 · back to the dispatcher. The limit runs on, and the unit answers until another has taken over (首接负责)."""
    check_ruling(case, by=by, reason=reason)
    ledger.write(case, "objection_upheld", by=by, at=at, words=reason.strip())
