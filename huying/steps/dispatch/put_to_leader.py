"""交办 · a matter that the list does not name goes to the leader in charge (WZ2)."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case, Share, Tie
from huying.case.who import Actor
from huying.directory.models import Unit


@transaction.atomic
def put_to_leader(case: Case, *, of: Unit, by: Actor, at: datetime, reason: str = "") -> None:
    """提请领导定责 · the leaders of that unit see the case and rule; nobody holds it yet."""
    ledger.write(case, "put_to_leader", by=by, at=at, words=reason, unit=of.pk)
    row = Share(jurisdiction=case.jurisdiction, case=case, unit=of, tie=Tie.RULES)
    Share.objects.bulk_create([row], ignore_conflicts=True)
