"""时限规则 · the calendar and the limits in force, read together and remembered for a few seconds."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.utils.timezone import localdate

from huying.directory.models import CalendarDay, CalendarVersion, Limit
from huying.directory.models.valid import in_force
from huying.kit.worktime import WorkCalendar

FRESH = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a clock is made from. `calendar.version` is written on every deadline."""

    calendar: WorkCalendar
    limits: tuple[Limit, ...]
    read_at: datetime


_held: list[Rules] = []
_steady: list[bool] = []
_versions: dict[int, WorkCalendar] = {}
_known: dict[Hashable, Any] = {}
T = TypeVar("T")


def rules(at: datetime) -> Rules:
    """The rules in force at that instant; read again after five seconds, or at once after `forget`."""
    if not _held or not _is_fresh(_held[0].read_at, at):
        _held[:] = [Rules(_calendar(), tuple(Limit.objects.filter(in_force(localdate(at)))), at)]
    return _held[0]


def _is_fresh(read_at: datetime, at: datetime) -> bool:
    if _steady:
        return localdate(read_at) == localdate(at)
    return timedelta() <= at - read_at < FRESH


@contextmanager
def steady() -> Iterator[None]:
    """While nobody else is there to edit the rules, once a day is enough: they come into force by the day."""
    _steady.append(True)
    try:
        yield
    finally:
        _steady.pop()
        forget()


def once(what: Hashable, read: Callable[[], T]) -> T:
    """What the directory says: asked each time, but once only while nobody is there to edit it."""
    if not _steady:
        return read()
    if what not in _known:
        _known[what] = read()
    found: T = _known[what]
    return found


def forget() -> None:
    """The rules were edited in this process."""
    _known.clear()
    _held.clear()
    _versions.clear()


def calendar_of(number: int) -> WorkCalendar:
    """The calendar of that version, as it was when it made a clock: a version never changes, so it is read once. 0 is none."""
    if not number:
        return _read(None)
    if number not in _versions:
        _versions[number] = _read(CalendarVersion.objects.filter(number=number).first())
    return _versions[number]


def _calendar() -> WorkCalendar:
    return _read(CalendarVersion.objects.order_by("-number").first())


def _read(version: CalendarVersion | None) -> WorkCalendar:
    if version is None:
        return WorkCalendar(zone=settings.TIME_ZONE)
    days = list(CalendarDay.objects.filter(version=version).values_list("day", "works"))
    return _made(
        frozenset(day for day, works in days if not works),
        frozenset(day for day, works in days if works),
        version.hours,
        version.published_to,
        version.number,
    )


@cache
def _made(rests: frozenset[date], works: frozenset[date], hours: str, published_to: date, number: int) -> WorkCalendar:
    """The calendar object itself is costly to make, and the same for every request."""
    return WorkCalendar(settings.TIME_ZONE, rests, works, hours_of(hours), published_to, number)


def hours_of(text: str) -> tuple[tuple[time, time], ...]:
    """Duty hours from their written form, "09:00-12:00 14:00-18:00"."""
    spans = (span.split("-") for span in text.split())
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans)
