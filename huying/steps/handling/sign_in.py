"""处置 · the unit signs a case in."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person


@transaction.atomic
def sign_in(case: Case, *, by: Person, at: datetime) -> None:
    """签收 · ends the sign-in clock and nothing else; handling began when the case was assigned."""
    ledger.note(case, "signed_in", by=by, at=at)
