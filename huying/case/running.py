"""走时 · how much of a running clock is used, in its own measure, and how it stands: as its warnings have it, not by the hands alone."""

from datetime import datetime

from huying.case.models import Deadline
from huying.directory.reckoning import calendar_of
from huying.kit.worktime import WORKING, Measure

WARNED = 80


def share(clock: Deadline, now: datetime) -> int:
    """Per cent; night and rest days use nothing of a clock that counts working time."""
    measure = Measure(clock.measure or Measure.MINUTES)
    run = _working if measure in WORKING else _plain
    whole, used = run(clock, clock.due_at, measure), run(clock, now, measure)
    return max(0, round(100 * used / max(1, whole)))


def state(clock: Deadline, now: datetime) -> str:
    """ok, warn from the instant of its warning on, over; what waits for a calendar is not over before that is published."""
    if clock.due_at <= now:
        return "warn" if clock.unsure else "over"
    warned = clock.warn_at <= now if clock.warn_at else share(clock, now) >= WARNED
    return "warn" if warned else "ok"


def _working(clock: Deadline, until: datetime, measure: Measure) -> float:
    """By the calendar that made the clock: read once a version, so a list of fifty asks no more than one of one."""
    return calendar_of(clock.calendar).elapsed(clock.opened_at, until, measure)


def _plain(clock: Deadline, until: datetime, measure: Measure) -> float:
    return (until - clock.opened_at).total_seconds() / 60
