"""交办 · nobody claimed in time: the matter list decides, else the area, else the leader (HR1)."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case, Deadline, Tie
from huying.case.who import KEEPER
from huying.directory.models import Unit
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.put_to_leader import put_to_leader


@transaction.atomic
def assign_unclaimed(deadline: Deadline, at: datetime) -> None:
    """无人抢单 · the miss is counted in the ledger, then the case is assigned by rule."""
    case = deadline.case
    ledger.note(case, "unclaimed", by=KEEPER, at=at, of=deadline.seq)
    unit = lead_of(case)
    if unit is None:
        put_to_leader(case, of=Unit.objects.get(parent=None), by=KEEPER, at=at)
    else:
        assign(case, to=unit, by=KEEPER, at=at)


def lead_of(case: Case) -> Unit | None:
    """The lead unit that the matter list names, nearest to the case's area; else the first that was offered it."""
    offered = case.shares.filter(tie=Tie.OFFERED).order_by("id").select_related("unit").first()
    return _listed(case) or (offered.unit if offered else None)


def _listed(case: Case) -> Unit | None:
    if case.matter is None:
        return None
    rows = list(case.matter.units.filter(leads=True).select_related("unit__area"))
    near = [row.unit for row in rows if row.unit.area and case.area and row.unit.area.pk in case.area.above]
    return max(near, key=lambda unit: len(unit.path)) if near else (rows[0].unit if rows else None)
