"""模拟 · one plan, played in the directory that is there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from huying.case.clocks import Clock
from huying.case.timekeeper import OnDue
from huying.directory.reckoning import rules, steady
from huying.simulation.arrivals import arrivals
from huying.simulation.day import days
from huying.simulation.demand import Demand
from huying.simulation.diary import Diary
from huying.simulation.district import District
from huying.simulation.habits import habits_of
from huying.simulation.life import World
from huying.simulation.plan import Plan
from huying.simulation.year import Tell, Year

Asking = Callable[[Plan, District], list[Demand]]
Told = Iterable[tuple[datetime, Callable[[datetime], None]]]


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it."""

    world: World
    year: Year
    demands: list[Demand]


def simulate(
    plan: Plan, on_due: Mapping[Clock, OnDue], *, asked: Asking | None = None, told: Told = (),
    tell: Tell = lambda come, done: None,
) -> Lived:  # fmt: skip
    """Live through it. `asked`: where the requests come from, else they are drawn; `told`: other events of the same time, by hand."""
    with steady():
        world = _world(plan)
        demands = (asked or drawn)(plan, world.district)
        year = Year(world, on_due)
        for at, work in told:
            year.expect(at, work)
        year.live(demands, tell)
    return Lived(world, year, demands)


def drawn(plan: Plan, district: District) -> list[Demand]:
    """编的到件 · by the table of factors."""
    calendar = rules(plan.begins).calendar
    return arrivals(plan, district, days(plan.first, plan.days, calendar, plan.draw("weather")))


def _world(plan: Plan) -> World:
    district = District(plan.first)
    habits = {pk: habits_of(unit, plan) for pk, unit in district.units.items()}
    return World(plan, district, Diary(rules(plan.begins).calendar), habits)
