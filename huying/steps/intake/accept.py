"""接办 · accept a request: it is ours to solve."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.case.who import Actor


@transaction.atomic
def accept(case: Case, *, by: Actor, at: datetime) -> None:
    """受理 · from now on somebody has to be sent."""
    ledger.write(case, "accepted", by=by, at=at)
