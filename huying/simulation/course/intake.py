"""接办 · how a request comes in, and what the desk makes of it. Shares are ASSUMED."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from huying.case.channels import HOTLINE, Channel
from huying.case.models import Case
from huying.case.new import New
from huying.case.who import RESIDENT, Actor
from huying.directory.models import Matter, Person
from huying.directory.roles import Role
from huying.simulation.course.people import DISPATCHERS, OPERATORS, holding
from huying.simulation.life import Act, Life, Step, Who
from huying.simulation.shifts import Shift
from huying.steps.dispatch.sort import sort
from huying.steps.intake.accept import accept
from huying.steps.intake.alarms import calls_for
from huying.steps.intake.decline import decline
from huying.steps.intake.join import join
from huying.steps.intake.merge import merge
from huying.steps.intake.reasons import REASONS
from huying.steps.intake.receive import receive
from huying.steps.intake.supplement import supplement
from huying.steps.intake.transfer import transfer
from huying.steps.intake.withdraw import withdraw

NO_MATTER, NO_PLACE, WRONG_MATTER = 0.35, 0.04, 0.03
DECLINED, RECOGNISED, WITHDRAWN, SUPPLEMENTED = 0.025, 0.75, 0.012, 0.03
ANONYMOUS, CONFIDENTIAL = 0.03, 0.02
FEW = timedelta(minutes=1)


def arrival(life: Life) -> Step:
    """By which door it comes: somebody writes, or tells somebody who writes."""
    who, shift, takes = DOORS.get(Channel(life.demand.channel), (None, Shift.ALWAYS, 0))
    return Step(take_in, timedelta(), who, takes, shift, voice=RESIDENT if who is None else None)


DOORS: dict[Channel, tuple[Who, Shift, int]] = {
    Channel.PHONE: (OPERATORS, Shift.HOTLINE, 5),
    Channel.VISIT: (OPERATORS, Shift.WATCH, 9),
    Channel.HOTLINE: (DISPATCHERS, Shift.DISPATCH, 2),
    Channel.GRID: (holding(Role.GRID_WORKER, Role.CADRE), Shift.WATCH, 4),
}
"""Who writes it down, when, and how many minutes it takes. Other doors: the resident alone."""


def take_in(life: Life, by: Actor, at: datetime) -> None:
    """登记."""
    life.case = receive(_new(life, by), by=by, at=at)


def _new(life: Life, by: Actor) -> New:
    asked, draw = life.demand, life.draw
    nameless, tellers = life.chance(ANONYMOUS), asked.channel in (Channel.WEB, Channel.WECHAT)
    longitude, latitude = _point(life)
    city = asked.channel == Channel.HOTLINE
    return New(
        text=asked.text, channel=asked.channel, kind=asked.kind, urgent=asked.urgent and isinstance(by, Person),
        name="" if nameless else asked.who.name, phone="" if nameless else asked.who.phone,
        place=f"{asked.area.name}{asked.spot}", latitude=latitude, longitude=longitude,
        area=None if life.chance(NO_PLACE) else asked.area,
        matter=None if tellers and life.chance(NO_MATTER) else _matter(life),
        anonymous=nameless, confidential=life.chance(CONFIDENTIAL), received_at=min(asked.at, asked.at),
        source=HOTLINE if city else "", source_number=f"S{draw.randrange(10**4)}-{asked.number}" if city else "",
    )  # fmt: skip


def _matter(life: Life) -> Matter:
    """Now and then somebody picks the line beside it."""
    if not life.chance(WRONG_MATTER):
        return life.demand.matter
    return life.draw.choice(list(life.world.district.matters.values()))


def _point(life: Life) -> tuple[float | None, float | None]:
    """Where it is, some hundred metres about; the same spot is the same point."""
    middle = life.world.plan.points.get(life.demand.area.name)
    if middle is None:
        return None, None
    draw = life.world.plan.draw(f"{life.demand.area.name}{life.demand.spot}")
    return round(middle[0] + draw.gauss(0, 0.004), 6), round(middle[1] + draw.gauss(0, 0.003), 6)


def at_the_desk(life: Life) -> Sequence[Step]:
    """受理、不予受理、并案 · and beside it what the resident may think of later."""
    delay = FEW if life.demand.channel == Channel.PHONE else life.minutes(6)
    steps = [Step(_what_the_desk_does(life), delay, OPERATORS, 2, Shift.HOTLINE)]
    if life.chance(SUPPLEMENTED):
        steps.append(Step(_supplement, life.minutes(300), voice=RESIDENT, aside=True))
    if life.chance(WITHDRAWN):
        steps.append(Step(_withdraw, life.minutes(400), voice=RESIDENT, aside=True))
    return steps


def _what_the_desk_does(life: Life) -> Act:
    if _earlier(life) and life.chance(RECOGNISED):
        return _join
    return _decline if life.chance(DECLINED) else _accept


def _accept(life: Life, by: Person, at: datetime) -> None:
    """受理 · sorted first where the resident did not know, and passed on at once where somebody's life cannot wait."""
    alarms = calls_for(life.demand.text)
    if alarms:
        transfer(life.case, line=alarms[0].call, by=by, at=at)
    matter, area = life.case.matter or life.demand.matter, life.case.area or life.demand.area
    if (life.case.matter, life.case.area) != (matter, area):
        sort(life.case, matter=matter, area=area, by=by, at=at)
    accept(life.case, by=by, at=at)


def _decline(life: Life, by: Person, at: datetime) -> None:
    reason = life.draw.choice([one for one in REASONS if one.code in ("procedure", "beyond", "unlawful")])
    decline(life.case, reason=reason.code, channel=str(life.draw.choice(reason.channels)), by=by, at=at)


def _earlier(life: Life) -> Life | None:
    first = life.demand.of
    found = life.world.lives.get(first) if first else None
    return found if found and found.pk and not found.case.outcome else None


def _join(life: Life, by: Person, at: datetime) -> None:
    """同求、并案 · into the one that was there first; what may not be merged goes its own way, and the first knows of it."""
    earlier = _earlier(life)
    if earlier is None or life.chance(0.25):
        if earlier:
            join(earlier.case, newcomer=life.case, by=by, at=at)
        _accept(life, by, at)
        return
    into: Case = earlier.case
    dispatcher = life.world.diary.least_busy(DISPATCHERS(life))
    merge(life.case, into=into, by=dispatcher if life.chance(0.5) else by, at=at, reason=life.say("same"))


def _supplement(life: Life, by: Actor, at: datetime) -> None:
    supplement(life.case, words=life.say("supplemented"), by=by, at=at)


def _withdraw(life: Life, by: Actor, at: datetime) -> None:
    withdraw(life.case, by=by, at=at, reason=life.say("withdrawn"))
