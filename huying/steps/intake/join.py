"""接办 · somebody else asks for the same."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case, Kind
from huying.case.who import Actor


@transaction.atomic
def join(case: Case, *, newcomer: Case, by: Actor, at: datetime) -> None:
    """同求 · noted on the case that was there first. Nothing is noted on a report: nobody joins what nobody may see."""
    if case.kind != Kind.REPORT:
        ledger.note(case, "joined", by=by, at=at, of=newcomer.pk)
