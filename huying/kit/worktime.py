"""Working time 工作时间: adding, measuring and explaining spans of time in a district's calendar.

What does not count is cut out of the time axis; on the line that remains, adding is plain arithmetic.
There the end of one working day and the beginning of the next are the same point. It is always given as
the earlier instant (the last day ends at 24:00), which is why adding a, then b, equals adding a + b.
A clock change would keep the time of day; China's clocks do not change.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import accumulate
from zoneinfo import ZoneInfo

NOTHING = timedelta()
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LAST_DAY = date.max.toordinal()

Spans = tuple[tuple[timedelta, timedelta], ...]
WHOLE_DAY: Spans = ((NOTHING, DAY),)
OFFICE_HOURS = ((time(9), time(12)), (time(14), time(18)))


class Measure(StrEnum):
    """计时单位 · what a limit is counted in."""

    MINUTES = "minutes"  # round the clock
    WORK_MINUTES = "work_minutes"  # within duty hours
    WORK_DAYS = "work_days"  # the time of day is kept
    CALENDAR_DAYS = "days"  # of 24 hours, none left out


UNIT = {
    Measure.MINUTES: MINUTE,
    Measure.WORK_MINUTES: MINUTE,
    Measure.WORK_DAYS: DAY,
    Measure.CALENDAR_DAYS: DAY,
}
WORKING = {Measure.WORK_MINUTES, Measure.WORK_DAYS}
IN_DAYS = {Measure.WORK_DAYS, Measure.CALENDAR_DAYS}


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """工作日历 · weekends rest, except what a decree moves; instants are aware and come back in UTC."""

    zone: str = "Asia/Shanghai"
    rests: frozenset[date] = frozenset()
    works: frozenset[date] = frozenset()
    hours: tuple[tuple[time, time], ...] = OFFICE_HOURS
    published_to: date | None = None
    version: int = 0
    _moved: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _shifts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _duty: Spans = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the sums by which whole years are crossed in one step."""
        moved = sorted(day for day in self.rests | self.works if self.works_on(day) != (day.weekday() < 5))
        gained = (1 if self.works_on(day) else -1 for day in moved)
        object.__setattr__(self, "_moved", tuple(day.toordinal() for day in moved))
        object.__setattr__(self, "_shifts", tuple(accumulate(gained, initial=0)))
        object.__setattr__(self, "_duty", _spans(self.hours))

    def works_on(self, day: date) -> bool:
        """Say whether a day is a working day; a decree to work outweighs one to rest."""
        return day in self.works or (day.weekday() < 5 and day not in self.rests)

    def add(self, start: datetime, amount: int, measure: Measure) -> datetime:
        """Give the instant at which so much has passed since `start`; adding nothing gives `start` itself."""
        if amount < 0:
            raise ValueError("a limit is never negative")
        if measure not in WORKING or not amount:
            return _aware(start).astimezone(UTC) + amount * UNIT[measure]
        return self._at(self._passed(start, measure) + amount * UNIT[measure], measure)

    def add_days(self, start: datetime, n: int) -> datetime:
        """Add working days; the time of day is kept, a start on a rest day counts from the next working day."""
        return self.add(start, n, Measure.WORK_DAYS)

    def add_minutes(self, start: datetime, n: int) -> datetime:
        """Add minutes of duty; a start outside duty hours counts from the next opening."""
        return self.add(start, n, Measure.WORK_MINUTES)

    def elapsed(self, start: datetime, end: datetime, measure: Measure) -> int:
        """Count the whole minutes of the measure between two instants; a working day has 1,440."""
        return max(self._between(start, end, measure), NOTHING) // MINUTE

    def at_fraction(self, start: datetime, due: datetime, fraction: float, measure: Measure) -> datetime:
        """Give the instant of a warning; one on a limit in days waits for the next opening, if that precedes `due`."""
        start, due = _aware(start).astimezone(UTC), _aware(due).astimezone(UTC)
        part = self._between(start, due, measure) * fraction
        if measure in WORKING and part:
            at = self._at(self._passed(start, measure) + part, measure)
        else:
            at = start + (due - start) * fraction
        opening = self.next_opening(at) if measure in IN_DAYS else at
        return opening if opening < due else at

    def next_opening(self, at: datetime) -> datetime:
        """Give the instant itself within duty hours, otherwise the next opening."""
        local = self._local(at)
        day, clock = local.date(), _clock(local)
        if self.works_on(day):
            for opens, closes in self._duty:
                if clock < closes:
                    return self._utc(day, max(clock, opens))
        following = self._working_day(self._days_before(day.toordinal() + 1))
        return self._utc(following, self._duty[0][0])

    def counted(self, start: datetime, due: datetime) -> list[date]:
        """List the working days a limit of working days counted: as many as the limit has."""
        first, last = (self._ended(instant).toordinal() for instant in (start, due))
        days = (date.fromordinal(number) for number in range(first + 1, last + 1))
        return [day for day in days if self.works_on(day)]

    def published(self, due: datetime) -> bool:
        """Say whether the calendar is published for every day up to `due`; without an end it always is."""
        return self.published_to is None or self._ended(due) <= self.published_to

    def _ended(self, at: datetime) -> date:
        """Give the local day an instant belongs to, midnight counting as 24:00 of the day before."""
        return (self._local(at) - timedelta.resolution).date()

    def _local(self, at: datetime) -> datetime:
        return _aware(at).astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def _utc(self, day: date, clock: timedelta) -> datetime:
        local = datetime.combine(day, time()) + clock
        return local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def _spans_of(self, measure: Measure) -> Spans:
        return self._duty if measure is Measure.WORK_MINUTES else WHOLE_DAY

    def _between(self, start: datetime, end: datetime, measure: Measure) -> timedelta:
        if measure not in WORKING:
            return _aware(end) - _aware(start)
        return self._passed(end, measure) - self._passed(start, measure)

    def _passed(self, at: datetime, measure: Measure) -> timedelta:
        """Place an instant on the line: the working time from the first day of all up to it."""
        local, spans = self._local(at), self._spans_of(measure)
        before = self._days_before(local.toordinal()) * _total(spans)
        return before + _worked(spans, _clock(local)) if self.works_on(local.date()) else before

    def _at(self, passed: timedelta, measure: Measure) -> datetime:
        """Find the earliest instant by which so much working time has passed: whole days first, then the rest."""
        spans = self._spans_of(measure)
        days, rest = divmod(passed, _total(spans))
        if not rest:
            days, rest = days - 1, _total(spans)
        return self._utc(self._working_day(days), _clock_after(spans, rest))

    def _days_before(self, number: int) -> int:
        """Count the working days before the day of that ordinal number (day 1 was a Monday)."""
        weeks, days = divmod(number - 1, 7)
        return weeks * 5 + min(days, 5) + self._shifts[bisect_left(self._moved, number)]

    def _working_day(self, index: int) -> date:
        """Find the working day that has so many working days before it."""
        return date.fromordinal(bisect_right(range(LAST_DAY + 1), index, lo=1, key=self._days_before) - 1)


def _aware(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("an instant must know its zone")
    return at


def _clock(local: datetime) -> timedelta:
    return local - datetime.combine(local, time())


def _spans(hours: tuple[tuple[time, time], ...]) -> Spans:
    """Turn duty hours into spans since midnight; closing at 00:00 means 24:00."""
    since = [(_since(opens), _since(closes) or DAY) for opens, closes in hours]
    points = [point for span in since for point in span]
    if not since or points != sorted(points) or any(opens == closes for opens, closes in since):
        raise ValueError("duty hours must follow one another")
    return tuple(since)


def _since(clock: time) -> timedelta:
    return _clock(datetime.combine(date.min, clock))


def _total(spans: Spans) -> timedelta:
    return _worked(spans, DAY)


def _worked(spans: Spans, clock: timedelta) -> timedelta:
    return sum((max(min(clock, closes) - opens, NOTHING) for opens, closes in spans), NOTHING)


def _clock_after(spans: Spans, rest: timedelta) -> timedelta:
    """Find the time of day by which the rest of a day's working time has passed."""
    for opens, closes in spans:
        if rest <= closes - opens:
            return opens + rest
        rest -= closes - opens
    raise ValueError("more than a day's working time")
