"""Working time walked minute by minute: the judge's own arithmetic, which knows nothing of the product's calendar."""

from array import array
from bisect import bisect_left
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.kit.calendars import RESTS_2026, WORKS_2026

ZONE = ZoneInfo("Asia/Shanghai")
ORIGIN = datetime(2026, 9, 1, tzinfo=ZONE)
SPAN = 500
DUTY = ((time(9), time(12)), (time(14), time(18)))


def minute_of(at: datetime) -> float:
    """Minutes since the origin."""
    return (at - ORIGIN).total_seconds() / 60


def counted(start: float, amount: int, measure: str) -> float:
    """The minute by which so much has passed: `minutes`, `days` of 24 hours, `duty` minutes, `work` days."""
    if measure in ("minutes", "days"):
        return start + amount * (1 if measure == "minutes" else 1440)
    noted = _noted(measure)
    return noted[bisect_left(noted, start) + amount * (1440 if measure == "work" else 1) - 1] + 1


@cache
def _noted(measure: str) -> "array[int]":
    """Every minute that counts."""
    found = array("l")
    for number in range(SPAN):
        day = (ORIGIN + timedelta(days=number)).date()
        if day in WORKS_2026 or (day.isoweekday() < 6 and day not in RESTS_2026):
            found.extend(number * 1440 + clock for clock in _minutes(measure))
    return found


@cache
def _minutes(measure: str) -> tuple[int, ...]:
    if measure == "work":
        return tuple(range(1440))
    spans = ((opens.hour * 60, closes.hour * 60) for opens, closes in DUTY)
    return tuple(clock for first, last in spans for clock in range(first, last))
