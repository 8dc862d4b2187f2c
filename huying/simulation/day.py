"""日子 · what a day is like: its weather, its festival, whether people work. The weather is drawn, not observed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, pi
from random import Random

from huying.directory.models import CalendarDay
from huying.kit.worktime import WorkCalendar

COLDEST, MEAN, SWING = 15, 12.5, 15.5
"""Day of the year, and °C: a temperate monsoon climate, as in the north of China (assumed)."""

WET = (0.07, 0.09, 0.13, 0.17, 0.2, 0.3, 0.43, 0.38, 0.24, 0.17, 0.12, 0.08)
"""The share of wet days, month by month (assumed)."""

AHEAD = 30


@dataclass(frozen=True, slots=True)
class Day:
    """`coming`: the festival that lies within a month, and in how many days; `festival`: the one that it is."""

    on: date
    works: bool
    celsius: float
    millimetres: float
    festival: str
    coming: str
    days_to: int


def days(first: date, count: int, calendar: WorkCalendar, draw: Random) -> list[Day]:
    """The days from the first on."""
    names = _festivals()
    made, dry_air = [], 0.0
    for number in range(count):
        on = first + timedelta(days=number)
        dry_air = 0.7 * dry_air + draw.gauss(0, 2.2)
        celsius = MEAN - SWING * cos(2 * pi * (on.timetuple().tm_yday - COLDEST) / 365) + dry_air
        coming, away = _coming(on, names)
        made.append(Day(on, calendar.works_on(on), celsius, _rain(on, draw), names.get(on, ""), coming, away))
    return made


def _rain(on: date, draw: Random) -> float:
    wet, much = draw.random(), draw.expovariate(1 / (4 + 8 * WET[on.month - 1] / max(WET)))
    return much if wet < WET[on.month - 1] else 0.0


def _festivals() -> Mapping[date, str]:
    """The rest days of the newest calendar, by the name that the notice gives them."""
    rows = CalendarDay.objects.filter(works=False).exclude(name="").order_by("version__number")
    return dict(rows.values_list("day", "name"))


def _coming(on: date, names: Mapping[date, str]) -> tuple[str, int]:
    for away in range(1, AHEAD + 1):
        if name := names.get(on + timedelta(days=away)):
            return name, away
    return "", 0
