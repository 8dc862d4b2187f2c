"""到件 · exactly so many requests over the days: instants drawn from the table of factors (thinning), then who, what, where."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from huying.case.channels import Channel
from huying.case.models import Kind
from huying.directory.models import Area, Matter
from huying.simulation.day import Day, days
from huying.simulation.demand import Demand
from huying.simulation.district import District
from huying.simulation.factors import AGAIN, EVENT_SHARE, EVENTS_A_WEEK, HOURS, NEIGHBOUR, day_weight, matter_weight
from huying.simulation.plan import Plan
from huying.simulation.residents import Resident, Residents
from huying.simulation.texts.compose import request, spot_of

CHANNELS = {
    Channel.PHONE: 0.46, Channel.WEB: 0.2, Channel.WECHAT: 0.14, Channel.GRID: 0.08, Channel.HOTLINE: 0.07, Channel.VISIT: 0.05,
}  # fmt: skip
KINDS = {Kind.HELP: 0.52, Kind.COMPLAINT: 0.31, Kind.CONSULT: 0.09, Kind.SUGGESTION: 0.07, Kind.REPORT: 0.01}
URGENT = 0.02
"""ASSUMED, all three."""


class Arrivals:
    """Makes the requests of one plan; the same plan makes the same ones."""

    def __init__(self, plan: Plan, district: District, calendar_days: Sequence[Day]) -> None:
        self._plan, self._days = plan, calendar_days
        self._draw = plan.draw("arrivals")
        self._matters = list(district.matters.values())
        self._villages = district.villages()
        self._people = Residents(plan.draw("residents"))
        self._crowds = [self._draw.lognormvariate(0, 0.6) for _village in self._villages]
        self._mixes = [[matter_weight(matter.name, day) for matter in self._matters] for day in self._days]
        loads = [day_weight(day) * sum(mix) for day, mix in zip(self._days, self._mixes, strict=True)]
        self._loads = list(accumulate(loads))

    def all(self) -> list[Demand]:
        """In order of time, numbered."""
        made = list(self._events())
        while len(made) < self._plan.cases:
            made += self._with_echoes(self._demand())
        made = [made[index] for index in sorted(self._draw.sample(range(len(made)), self._plan.cases))]
        made.sort(key=lambda demand: demand.at)
        for number, demand in enumerate(made, start=1):
            demand.number = number
        return made

    def _demand(self) -> Demand:
        day = self._draw.choices(range(len(self._days)), cum_weights=self._loads)[0]
        matter = self._draw.choices(self._matters, self._mixes[day])[0]
        village = self._draw.choices(self._villages, self._crowds)[0]
        return self._said(
            self._instant(day), matter, village, spot_of(matter.name, self._draw), self._people.of(village)
        )

    def _said(
        self, at: datetime, matter: Matter, village: Area, spot: str, who: Resident, again: bool = False
    ) -> Demand:
        text = request(matter.name, village.name, spot, self._draw, again=again)
        return Demand(
            at, matter, village, spot, text, who, _picked(CHANNELS, self._draw), _picked(KINDS, self._draw),
            urgent=self._draw.random() < URGENT,
        )  # fmt: skip

    def _instant(self, day: int) -> datetime:
        hour = self._draw.choices(range(24), HOURS)[0]
        return self._plan.begins + timedelta(days=day, hours=hour, seconds=self._draw.randrange(3600))

    def _with_echoes(self, first: Demand) -> Iterator[Demand]:
        """The same voice once more, or next door's."""
        yield first
        if self._draw.random() < AGAIN:
            yield from self._echo(first, first.who, timedelta(days=self._draw.uniform(2, 30)))
        if self._draw.random() < NEIGHBOUR:
            yield from self._echo(first, self._people.of(first.area), timedelta(hours=self._draw.uniform(1, 60)))

    def _echo(self, first: Demand, who: Resident, later: timedelta) -> Iterator[Demand]:
        at = self._plan.begins + timedelta(days=(first.at + later - self._plan.begins).days) + self._of_day()
        if first.at < at < self._plan.begins + timedelta(days=self._plan.days):
            echo = self._said(at, first.matter, first.area, first.spot, who, again=who is first.who)
            echo.of = first
            yield echo

    def _of_day(self) -> timedelta:
        return self._instant(0) - self._plan.begins

    def _events(self) -> Iterator[Demand]:
        """热点 · a burst about one matter at one spot: most on the first two days."""
        count = round(self._plan.days / 7 * EVENTS_A_WEEK)
        size = int(self._plan.cases * EVENT_SHARE / count) if count else 0
        for event in range(1, count + 1):
            yield from self._event(event, max(2, int(size * self._draw.uniform(0.5, 1.5)))) if size > 1 else ()

    def _event(self, event: int, size: int) -> Iterator[Demand]:
        first = self._demand()
        first.event = event
        yield first
        for _voice in range(size - 1):
            later = timedelta(hours=self._draw.expovariate(1 / 14))
            for echo in self._echo(first, self._people.of(first.area), later):
                echo.event = event
                yield echo


def _picked(shares: dict[Channel, float] | dict[Kind, float], draw: Random) -> str:
    return draw.choices(list(shares), list(shares.values()))[0].value


def arrivals(plan: Plan, district: District, calendar_days: Sequence[Day]) -> list[Demand]:
    """Every request of the plan."""
    return Arrivals(plan, district, calendar_days).all()


__all__ = ["Arrivals", "arrivals", "days"]
