"""交办 · nobody claimed in time: the matter list decides, else the units that were asked, else the leader (HR1)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Deadline
from huying.case.who import KEEPER
from huying.directory.listing import leads_for
from huying.directory.models import Unit
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.entitled import offered_to
from huying.steps.dispatch.put_to_leader import put_to_leader


@transaction.atomic
def assign_unclaimed(deadline: Deadline, at: datetime) -> None:
    """无人抢单 · the miss is counted in the ledger and told to the leaders; then the case is assigned by rule."""
    case = deadline.case
    asked = offered_to(case)
    ledger.note(case, "unclaimed", by=KEEPER, at=at, of=deadline.seq, units=[unit.pk for unit in asked])
    if not any(_assigned(case, unit, at) for unit in _by_rule(case, asked)):
        put_to_leader(case, by=KEEPER, at=at, reason=_("无人抢单，清单也没有能承办的单位。"))


def _by_rule(case: Case, asked: Sequence[Unit]) -> list[Unit]:
    """Those that the list names for the place, nearest first; after them those that were asked, in the order of asking."""
    listed = leads_for(case.matter, case.area) if case.matter else []
    found = {unit.pk: unit for unit in (*listed, *asked)}
    return list(found.values())


def _assigned(case: Case, unit: Unit, at: datetime) -> bool:
    """A unit that the rules keep from the case is passed over; a rival who was quicker is not."""
    try:
        assign(case, to=unit, by=KEEPER, at=at, reason=_("无人抢单，按规则派单。"))
    except ledger.Conflict:
        raise
    except ledger.Refused:
        return False
    return True
