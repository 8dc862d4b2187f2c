"""What is true of every calendar, and a walk minute by minute that must agree with the arithmetic."""

import random
from bisect import bisect_left
from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huying.kit.worktime import Measure, WorkCalendar
from tests.kit.calendars import SHANGHAI, calendars, starts
from tests.kit.walk import ORIGIN, SPAN, minute, walked

amounts = st.integers(0, 20)
minutes = st.integers(0, 6000)
measures = st.sampled_from(Measure)
fractions = st.floats(0, 1)


@given(calendars, starts, amounts, amounts)
def test_days_add_up(calendar: WorkCalendar, start: datetime, a: int, b: int):
    assert calendar.add_days(start, a + b) == calendar.add_days(calendar.add_days(start, a), b)


@given(calendars, starts, minutes, minutes)
def test_minutes_add_up(calendar: WorkCalendar, start: datetime, a: int, b: int):
    assert calendar.add_minutes(start, a + b) == calendar.add_minutes(calendar.add_minutes(start, a), b)


@given(calendars, starts, starts, amounts, measures)
def test_who_starts_later_is_not_due_earlier(
    calendar: WorkCalendar, one: datetime, other: datetime, n: int, measure: Measure
):
    first, second = sorted((one, other))
    assert calendar.add(first, n, measure) <= calendar.add(second, n, measure)


@given(calendars, starts, amounts, amounts, measures)
def test_a_longer_limit_is_due_later(calendar: WorkCalendar, start: datetime, n: int, more: int, measure: Measure):
    later = calendar.add(start, n + more, measure)
    assert later > calendar.add(start, n, measure) if more else later == calendar.add(start, n, measure)


@given(calendars, starts, st.integers(1, 20))
def test_a_limit_in_days_is_never_due_on_a_rest_day(calendar: WorkCalendar, start: datetime, n: int):
    last = calendar.add_days(start, n).astimezone(SHANGHAI) - timedelta.resolution
    assert calendar.works_on(last.date())


@given(calendars, starts, st.integers(1, 6000))
def test_a_limit_in_minutes_is_never_due_outside_duty(calendar: WorkCalendar, start: datetime, n: int):
    last = calendar.add_minutes(start, n) - timedelta.resolution
    assert calendar.next_opening(last) == last


@given(calendars, starts, st.integers(1, 20))
def test_the_time_of_day_is_kept_on_working_days(calendar: WorkCalendar, start: datetime, n: int):
    if calendar.works_on(start.date()) and start.time() != time():
        assert calendar.add_days(start, n).astimezone(SHANGHAI).time() == start.time()


@given(calendars, starts, amounts)
def test_the_days_counted_are_as_many_as_promised(calendar: WorkCalendar, start: datetime, n: int):
    assert len(calendar.counted(start, calendar.add_days(start, n))) == n


@given(calendars, starts, amounts, measures)
def test_what_was_added_has_elapsed(calendar: WorkCalendar, start: datetime, n: int, measure: Measure):
    per_unit = 1440 if measure in {Measure.WORK_DAYS, Measure.CALENDAR_DAYS} else 1
    assert calendar.elapsed(start, calendar.add(start, n, measure), measure) == n * per_unit


@given(calendars, starts, st.integers(1, 20), fractions, fractions, measures)
def test_warnings_come_in_order_and_within_the_limit(
    calendar: WorkCalendar, start: datetime, n: int, one: float, other: float, measure: Measure
):
    due = calendar.add(start, n, measure)
    first, second = (calendar.at_fraction(start, due, fraction, measure) for fraction in sorted((one, other)))
    assert start <= first <= second <= due


@given(calendars, starts)
def test_the_next_opening_is_open_and_not_past(calendar: WorkCalendar, at: datetime):
    opening = calendar.next_opening(at)
    assert opening >= at
    assert calendar.next_opening(opening) == opening


CALENDARS, CASES = 100, 50


def random_calendar(dice: random.Random) -> WorkCalendar:
    span = [ORIGIN + timedelta(days=n) for n in range(SPAN)]
    marks = sorted(dice.sample(range(1440), dice.choice([2, 4, 6])))
    clocks = [time(*divmod(mark, 60)) for mark in marks]
    return WorkCalendar(
        rests=frozenset(dice.sample(span, dice.randrange(6))),
        works=frozenset(dice.sample(span, dice.randrange(4))),
        hours=tuple(zip(clocks[::2], clocks[1::2], strict=True)),
    )


def agrees(calendar: WorkCalendar, noted: list[int], start: int, n: int, measure: Measure) -> bool:
    unit = 1440 if measure is Measure.WORK_DAYS else 1
    last = noted[bisect_left(noted, start) + n * unit - 1]
    return calendar.add(minute(start), n, measure) == minute(last + 1)


def test_ten_thousand_cases_agree_with_a_walk_minute_by_minute():
    dice, checked = random.Random(20260213), 0
    for _ in range(CALENDARS):
        calendar = random_calendar(dice)
        for measure, most in ((Measure.WORK_DAYS, 5), (Measure.WORK_MINUTES, 300)):
            noted = walked(calendar, measure)
            most = min(most, len(noted) // 4)
            for _ in range(CASES):
                start, n = dice.randrange(7 * 1440), dice.randint(1, most)
                assert agrees(calendar, noted, start, n, measure), (calendar, minute(start), n, measure)
                checked += 1
    assert checked == 10_000
