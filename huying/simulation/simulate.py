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

Told = Iterable[tuple[datetime, Callable[[datetime], None]]]


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it."""

    world: World
    year: Year
    demands: list[Demand]


def simulate(
    plan: Plan, on_due: Mapping[Clock, OnDue], *, told: Told = (), tell: Tell = lambda come, done: None
) -> Lived:
    """Live through it. `told`: other events of the same time, by hand."""
    with steady():
        world = _world(plan)
        calendar = rules(plan.begins).calendar
        demands = arrivals(plan, world.district, days(plan.first, plan.days, calendar, plan.draw("weather")))
        year = Year(world, on_due)
        for at, work in told:
            year.expect(at, work)
        year.live(demands, tell)
    return Lived(world, year, demands)


def _world(plan: Plan) -> World:
    district = District(plan.first)
    habits = {pk: habits_of(unit, plan) for pk, unit in district.units.items()}
    return World(plan, district, Diary(rules(plan.begins).calendar), habits)
