"""Work begins when somebody is there, ends before they leave, and one thing comes after the other."""

from datetime import UTC, datetime, timedelta

import pytest

from huying.directory.models import Person
from huying.kit.worktime import WorkCalendar
from huying.simulation.diary import Diary
from huying.simulation.shifts import Shift, opening, within

CALENDAR = WorkCalendar()
FRIDAY = datetime(2026, 9, 25, 1, tzinfo=UTC)
"""09:00 in the district."""

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def anna(pk: int = 1) -> Person:
    return Person(pk=pk, username=f"p{pk}")


def test_within_duty_hours_work_begins_at_once() -> None:
    assert opening(Shift.OFFICE, FRIDAY, HOUR, CALENDAR) == FRIDAY


def test_what_does_not_fit_before_noon_waits_for_the_afternoon() -> None:
    assert opening(Shift.OFFICE, FRIDAY + 2.5 * HOUR, HOUR, CALENDAR) == FRIDAY + 5 * HOUR


def test_friday_evening_waits_for_monday() -> None:
    assert opening(Shift.OFFICE, FRIDAY + 9 * HOUR, MINUTE, CALENDAR) == FRIDAY + timedelta(days=3)


def test_somebody_is_on_watch_on_saturday() -> None:
    assert opening(Shift.WATCH, FRIDAY + timedelta(days=1), HOUR, CALENDAR) == FRIDAY + timedelta(days=1)


def test_the_last_moment_of_a_shift_is_still_in_it() -> None:
    assert within(Shift.OFFICE, FRIDAY + 3 * HOUR, CALENDAR)
    assert not within(Shift.OFFICE, FRIDAY + 3 * HOUR + MINUTE, CALENDAR)


def test_work_that_fits_no_shift_is_an_error() -> None:
    with pytest.raises(ValueError, match="no OFFICE shift"):
        opening(Shift.OFFICE, FRIDAY, 10 * HOUR, CALENDAR)


def test_one_thing_comes_after_the_other() -> None:
    diary = Diary(CALENDAR)
    assert diary.book(anna(), Shift.OFFICE, FRIDAY, 30) == FRIDAY + 30 * MINUTE
    assert diary.book(anna(), Shift.OFFICE, FRIDAY, 30) == FRIDAY + HOUR
    assert diary.minutes[1] == 60


def test_what_takes_no_time_waits_for_nothing() -> None:
    diary = Diary(CALENDAR)
    diary.book(anna(), Shift.OFFICE, FRIDAY, 60)
    assert diary.book(anna(), Shift.ALWAYS, FRIDAY, 0) == FRIDAY


def test_who_is_free_is_asked_first() -> None:
    diary, busy, free = Diary(CALENDAR), anna(1), anna(2)
    diary.book(busy, Shift.OFFICE, FRIDAY, 60)
    assert diary.least_busy([busy, free]) is free
