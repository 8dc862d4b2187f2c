"""接办 · the resident takes the request back."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.case.who import Actor


@transaction.atomic
def withdraw(case: Case, *, by: Actor, at: datetime, reason: str = "") -> None:
    """撤回 · by the secret link, or by telephone through the desk. Ended is not kept: no clock counts as met."""
    ledger.write(case, "withdrawn", by=by, at=at, words=reason.strip())
