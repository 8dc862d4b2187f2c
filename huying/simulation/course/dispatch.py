"""交办 · the ring, the claims, and what the dispatcher decides. Shares are ASSUMED."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from huying.case.who import KEEPER, Actor
from huying.directory.listing import leads_for
from huying.directory.models import Person, Unit, UnitKind
from huying.simulation.course.looking import looking
from huying.simulation.course.people import DISPATCHERS, rulers
from huying.simulation.life import Act, Life, Step
from huying.simulation.shifts import Shift
from huying.steps.dispatch.appoint import appoint
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.entitled import offered_to
from huying.steps.dispatch.keep_back import keep_back
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.dispatch.reject_objection import reject_objection
from huying.steps.dispatch.ring import PAUSE, ring
from huying.steps.dispatch.sort import sort
from huying.steps.dispatch.uphold_objection import uphold_objection

KEPT_BACK, UPHELD = 0.01, 0.55
RIVAL, AT_NIGHT = 0.05, 0.75


def waiting(life: Life) -> Sequence[Step]:
    """待派单 · the keeper rings what is certain; the dispatcher sends the rest."""
    steps = [] if "rung" in life.told else [Step(_ring, PAUSE + timedelta(seconds=1), voice=KEEPER)]
    if steps and (looked := looking(life)):
        steps = [*looked]
    elif life.chance(KEPT_BACK) and steps:
        back = Step(_keep_back, timedelta(seconds=5), DISPATCHERS, 0, Shift.DISPATCH)
        steps = [back]
    life.told.add("rung")
    return [*steps, Step(_send, life.minutes(8), DISPATCHERS, 2, Shift.DISPATCH)]


def _ring(life: Life, by: Actor, at: datetime) -> None:
    if ring(life.pk, at=at):
        life.forget()


def _keep_back(life: Life, by: Person, at: datetime) -> None:
    keep_back(life.case, by=by, at=at)


def offered(life: Life) -> Sequence[Step]:
    """抢单中 · somebody of the unit's group claims, mostly; a partner is quicker now and then. If nobody does, the clock rings."""
    units = [life.world.district.units[unit.pk] for unit in offered_to(life.case)]
    attempts = [_attempt(life, unit, lead=number == 0) for number, unit in enumerate(units)]
    return [step for step in attempts if step]


def _attempt(life: Life, unit: Unit, *, lead: bool) -> Step | None:
    habits = life.world.habits[unit.pk]
    share = (habits.claims if lead else RIVAL) * (AT_NIGHT if life.is_night else 1)
    if not life.chance(share):
        return None
    people = life.world.district.workers(unit)
    wait = life.minutes((9 if life.is_night else 3.2) * habits.slow, 0.7)
    return Step(_claiming(unit), wait, lambda _life: people, 0, Shift.ALWAYS, aside=True) if people else None


def _claiming(unit: Unit) -> Act:
    def do(life: Life, by: Person, at: datetime) -> None:
        claim(life.case, unit=unit, by=by, at=at)

    return do


def to_send(life: Life) -> Sequence[Step]:
    """退回、提级 · a person looks for another."""
    return [Step(_send, life.minutes(20), DISPATCHERS, 4, Shift.DISPATCH)]


def _send(life: Life, by: Actor, at: datetime) -> None:
    """派单 · whom the list names for the place; who had it already comes last; where there is nobody, the leader rules."""
    _sort_again(life, by, at)
    unit = _whom(life)
    if unit is None or life.told & {"twice back"}:
        put_to_leader(life.case, by=by, at=at, reason=life.say("sent_back"))
        return
    if "back" in life.told:
        life.told.add("twice back")
    assign(life.case, to=unit, by=by, at=at)


def _sort_again(life: Life, by: Actor, at: datetime) -> None:
    """What came back shows what it really is."""
    if "back" in life.told and life.case.matter_id != life.demand.matter.pk:
        sort(life.case, matter=life.demand.matter, area=life.demand.area, by=by, at=at)


def _whom(life: Life) -> Unit | None:
    case, district = life.case, life.world.district
    listed = leads_for(case.matter, case.area) if case.matter else []
    raised = life.unit.parent if case.stage == "raised" and case.unit else None
    above = [raised] if raised and district.workers(raised) else []
    named = [*above, *(district.units[unit.pk] for unit in listed)]
    others = [unit for unit in named if unit.pk != case.unit_id]
    return next(iter(others if case.unit_id else named), None)


def unlisted(life: Life) -> Sequence[Step]:
    """清单外 · the leader appoints."""
    return [Step(_appoint, life.minutes(90), rulers, 5, Shift.WATCH)]


def _appoint(life: Life, by: Person, at: datetime) -> None:
    case, units = life.case, life.world.district.units
    listed = leads_for(case.matter, case.area) if case.matter else []
    able = sorted(
        units.values(), key=lambda unit: (not life.world.district.workers(unit), unit.kind == UnitKind.VILLAGE)
    )
    appoint(case, to=units[listed[0].pk] if listed else case.unit or able[0], by=by, reason=life.say("rejected"), at=at)


def objected(life: Life) -> Sequence[Step]:
    """异议待裁."""
    upheld = life.case.matter_id != life.demand.matter.pk or life.chance(UPHELD)
    return [Step(_uphold if upheld else _reject, life.minutes(70), DISPATCHERS, 6, Shift.DISPATCH)]


def _uphold(life: Life, by: Person, at: datetime) -> None:
    life.told.add("back")
    uphold_objection(life.case, by=by, reason=life.say("ruled"), at=at)


def _reject(life: Life, by: Person, at: datetime) -> None:
    reject_objection(life.case, by=by, reason=life.say("rejected"), at=at)
