"""The calendar of 2026 as decreed, and made-up ones for the properties."""

# ruff: noqa: DTZ001 - moments that do not know their zone are what is tried here
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from huying.kit.worktime import WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


def days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


RESTS_2026 = frozenset(
    days(date(2026, 1, 1), date(2026, 1, 3))
    | days(date(2026, 2, 15), date(2026, 2, 23))
    | days(date(2026, 4, 4), date(2026, 4, 6))
    | days(date(2026, 5, 1), date(2026, 5, 5))
    | days(date(2026, 6, 19), date(2026, 6, 21))
    | days(date(2026, 9, 25), date(2026, 9, 27))
    | days(date(2026, 10, 1), date(2026, 10, 7))
)
WORKS_2026 = frozenset(date(2026, month, day) for month, day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])
CALENDAR_2026 = WorkCalendar(rests=RESTS_2026, works=WORKS_2026, published_to=date(2026, 12, 31), version=3)


def local(*parts: int) -> datetime:
    """An instant as the clock on a wall in China shows it."""
    return datetime(*parts, tzinfo=SHANGHAI)


MONDAY = date(2026, 3, 2)
near_days = st.integers(0, 27).map(lambda n: MONDAY + timedelta(days=n))
instants = st.datetimes(datetime(2026, 2, 20), datetime(2026, 4, 20), timezones=st.just(SHANGHAI))
edges = st.builds(
    lambda day, hour: datetime.combine(day, time(hour), SHANGHAI), near_days, st.sampled_from([0, 9, 12, 14, 18])
)
starts = instants | edges


@st.composite
def duty_hours(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    marks = sorted(draw(st.sets(st.integers(0, 1439), min_size=2, max_size=6)))
    clocks = [time(*divmod(mark, 60)) for mark in marks]
    return tuple(zip(clocks[::2], clocks[1::2], strict=False))


calendars = st.builds(
    WorkCalendar,
    rests=st.frozensets(near_days, max_size=14),
    works=st.frozensets(near_days, max_size=6),
    hours=duty_hours(),
)
