"""交办 · a unit claims a case 领办."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person, Unit


@transaction.atomic
def claim(case: Case, *, unit: Unit, by: Person, at: datetime) -> None:
    """抢单 · the first entitled unit to claim takes the case, and answers for it by this person."""
    ledger.write(case, "claimed", by=by, to=unit, at=at, person=by.pk)
