"""交办 · a matter that the list does not name goes to the leader in charge (WZ2)."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case, Share, Tie
from huying.case.who import Actor
from huying.directory.models import Unit
from huying.steps.dispatch.in_charge import in_charge
from huying.steps.dispatch.overtaken import overtaken
from huying.steps.dispatch.receivers import check_not_accused


@transaction.atomic
def put_to_leader(case: Case, *, of: Unit | None = None, by: Actor, at: datetime, reason: str = "") -> None:
    """提请领导定责 · the leaders of that unit see the case and rule; nobody new holds it yet."""
    unit = of or in_charge(case, at=at)
    check_not_accused(case, unit, at=at)
    with overtaken(case):
        ledger.write(case, "put_to_leader", by=by, at=at, words=reason.strip(), unit=unit.pk)
    row = Share(jurisdiction=case.jurisdiction, case=case, unit=unit, tie=Tie.RULES)
    Share.objects.bulk_create([row], ignore_conflicts=True)
