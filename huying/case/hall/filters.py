"""筛选 · what a list of cases is narrowed by, read from its address: words, ticks, days, names of units, areas and matters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.timezone import make_aware

from huying.case.clocks import SILENT
from huying.case.hall.names import within
from huying.case.models import Deadline

WORDS = ("kind", "channel", "source")
DAYS = ("since", "until")
NAMES = ("unit", "area", "matter")
SLOT = "slot"
"""星期-小时 · 1-9 is Monday from nine to ten; it narrows days, and without a first day it is passed over."""

WEEKDAYS = frozenset("1234567")
HOURS, WEEK = 24, 7
MOST_WEEKS = 14
"""A quarter of a year, and more than a dashboard shows."""

NOTHING = Q(pk__in=())
LAST_DAY = date(9990, 1, 1)


def overdue(now: datetime) -> Q:
    """超时 · a clock that runs has passed its end. A right that lapses is no clock of ours."""
    late = Deadline.objects.filter(ended_at=None, due_at__lt=now).exclude(kind__in=SILENT)
    return Q(pk__in=late.values("case"))


TICKS: dict[str, Callable[[datetime], Q]] = {"urgent": lambda now: Q(urgent=True), "overdue": overdue}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for beside the tab and the search field."""

    words: Mapping[str, str] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()
    days: Mapping[str, date] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    slot: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.words or self.ticks or self.days or self.names)

    def condition(self, now: datetime) -> Q:
        """筛选 · all of it together. Names are looked up here, in one query."""
        found = Q(**self.words) & _between(self.days) & within(self.names)
        if self.slot and "since" in self.days:
            found &= _hours(self.slot, self.days)
        if "source" in self.words:
            found &= ~Q(source="")  # as the index says it
        for tick in self.ticks:
            found &= TICKS[tick](now)
        return found


def wanted(given: Mapping[str, str]) -> Wanted:
    """Read the address; what is no filter of ours is passed over."""
    filled = {name: text for name in (*WORDS, *DAYS, *NAMES) if (text := given.get(name, "").strip())}
    days = {name: day for name in DAYS if (day := _day(filled.get(name, "")))}
    ticks = tuple(tick for tick in TICKS if given.get(tick))
    return Wanted(_only(filled, WORDS), ticks, days, _only(filled, NAMES), _slot(given.get(SLOT, "")))


def _only(filled: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    return {name: filled[name].replace("\0", "") for name in names if name in filled}


def _day(text: str) -> date | None:
    try:
        return min(date.fromisoformat(text), LAST_DAY)
    except ValueError:
        return None


def _slot(text: str) -> tuple[int, int] | None:
    day, _dash, hour = text.partition("-")
    if not (day in WEEKDAYS and hour.isascii() and hour.isdigit() and int(hour[:3]) < HOURS):
        return None
    return int(day), int(hour)


def _between(days: Mapping[str, date]) -> Q:
    """From the first midnight to the last, as the district counts its days; both days included."""
    found = Q()
    if "since" in days:
        found &= Q(received_at__gte=_midnight(days["since"]))
    if "until" in days:
        found &= Q(received_at__lt=_midnight(days["until"] + timedelta(days=1)))
    return found


def _hours(slot: tuple[int, int], days: Mapping[str, date]) -> Q:
    """That hour of each such weekday, as spans of time that an index is read by; over years it is asked of each row."""
    weekday, hour = slot
    nearest = days["since"] + timedelta(days=(weekday - days["since"].isoweekday()) % WEEK)
    weeks = (days.get("until", LAST_DAY) - nearest).days // WEEK + 1
    if weeks > MOST_WEEKS:
        return Q(received_at__iso_week_day=weekday, received_at__hour=hour)
    begin = [_midnight(nearest + timedelta(days=n * WEEK)) for n in range(weeks)]
    opens = [midnight + timedelta(hours=hour) for midnight in begin]
    spans = [Q(received_at__gte=at, received_at__lt=at + timedelta(hours=1)) for at in opens]
    return reduce(or_, spans, NOTHING)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
