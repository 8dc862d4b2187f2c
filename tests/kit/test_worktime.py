"""Working time in sentences: the law's cases, the edges of a day, warnings and explanations."""

# ruff: noqa: DTZ001 - moments that do not know their zone are what is tried here
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from huying.kit.worktime import Measure, WorkCalendar
from tests.kit.calendars import CALENDAR_2026, SHANGHAI, local

GOLDEN = [
    (local(2026, 2, 13, 16), 5, local(2026, 2, 27, 16)),
    (local(2026, 9, 30, 17), 5, local(2026, 10, 13, 17)),
    (local(2026, 4, 30, 9), 2, local(2026, 5, 7, 9)),
]


@pytest.mark.parametrize(("start", "limit", "due"), GOLDEN)
def test_the_golden_cases_of_the_rules_hold(start: datetime, limit: int, due: datetime):
    assert CALENDAR_2026.add_days(start, limit) == due


@pytest.mark.parametrize(("start", "limit", "due"), GOLDEN)
def test_an_explanation_lists_as_many_days_as_the_limit_has(start: datetime, limit: int, due: datetime):
    assert len(CALENDAR_2026.counted(start, due)) == limit


def test_an_explanation_names_the_make_up_day_and_no_holiday():
    counted = CALENDAR_2026.counted(local(2026, 2, 13, 16), local(2026, 2, 27, 16))
    assert counted == [date(2026, 2, 14), *(date(2026, 2, day) for day in (24, 25, 26, 27))]


def test_what_comes_back_is_utc():
    assert CALENDAR_2026.add_days(local(2026, 3, 2, 9), 1).tzinfo is UTC
    assert CALENDAR_2026.add(local(2026, 3, 2, 9), 0, Measure.WORK_DAYS).tzinfo is UTC


def test_the_callers_zone_does_not_matter():
    at = local(2026, 4, 30, 1)
    elsewhere = at.astimezone(timezone(timedelta(hours=-9)))
    assert CALENDAR_2026.add_days(elsewhere, 2) == CALENDAR_2026.add_days(at, 2)


def test_another_districts_zone_does():
    berlin = WorkCalendar(zone="Europe/Berlin")
    friday_evening_there = datetime(2026, 3, 6, 22, tzinfo=UTC)
    assert berlin.add_days(friday_evening_there, 1) == datetime(2026, 3, 9, 22, tzinfo=UTC)
    assert WorkCalendar().add_days(friday_evening_there, 1) == local(2026, 3, 10)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        CALENDAR_2026.add_days(datetime(2026, 3, 2, 9), 1)
    with pytest.raises(ValueError, match="zone"):
        CALENDAR_2026.add(datetime(2026, 3, 2, 9), 1, Measure.MINUTES)


def test_a_negative_limit_is_refused():
    with pytest.raises(ValueError, match="negative"):
        CALENDAR_2026.add_days(local(2026, 3, 2, 9), -1)


def test_a_start_on_a_rest_day_is_due_at_the_end_of_the_last_working_day():
    assert CALENDAR_2026.add_days(local(2026, 3, 7, 11), 2) == local(2026, 3, 11)
    assert CALENDAR_2026.counted(local(2026, 3, 7, 11), local(2026, 3, 11)) == [date(2026, 3, 9), date(2026, 3, 10)]


def test_the_end_of_friday_and_the_beginning_of_monday_are_one_point():
    assert CALENDAR_2026.add_days(local(2026, 3, 6), 1) == local(2026, 3, 7)
    assert CALENDAR_2026.add_days(local(2026, 3, 7), 1) == CALENDAR_2026.add_days(local(2026, 3, 9), 1)


def test_nothing_added_is_the_instant_itself():
    for at in (local(2026, 3, 2, 10), local(2026, 3, 7, 10), local(2026, 3, 9)):
        assert CALENDAR_2026.add_days(at, 0) == CALENDAR_2026.add_minutes(at, 0) == at


def test_the_year_ends_without_a_seam():
    assert CALENDAR_2026.add_days(local(2025, 12, 31, 15), 1) == local(2026, 1, 4, 15)
    assert CALENDAR_2026.add_minutes(local(2025, 12, 31, 17, 50), 20) == local(2026, 1, 4, 9, 10)


def test_a_leap_day_is_a_day_like_any_other():
    assert WorkCalendar().add_days(local(2028, 2, 28, 10), 1) == local(2028, 2, 29, 10)


def test_a_day_declared_both_is_worked():
    both = frozenset({date(2026, 3, 7)})
    assert WorkCalendar(rests=both, works=both).works_on(date(2026, 3, 7))


def test_thirty_minutes_before_lunch_run_on_after_it():
    assert CALENDAR_2026.add_minutes(local(2026, 3, 2, 11, 50), 30) == local(2026, 3, 2, 14, 20)


def test_minutes_that_end_with_the_duty_end_at_its_close():
    assert CALENDAR_2026.add_minutes(local(2026, 3, 2, 11, 30), 30) == local(2026, 3, 2, 12)
    assert CALENDAR_2026.add_minutes(local(2026, 3, 6, 17, 30), 30) == local(2026, 3, 6, 18)


def test_an_assignment_at_night_counts_from_the_next_opening():
    assert CALENDAR_2026.add_minutes(local(2026, 3, 6, 22), 30) == local(2026, 3, 9, 9, 30)
    assert CALENDAR_2026.add_minutes(local(2026, 3, 7, 10), 30) == local(2026, 3, 9, 9, 30)


def test_seconds_are_kept():
    assert CALENDAR_2026.add_minutes(local(2026, 3, 2, 11, 59, 30), 1) == local(2026, 3, 2, 14, 0, 30)


def test_years_of_working_minutes_are_added_at_once():
    century = 5200 * 5 * 7 * 60
    assert WorkCalendar().add_minutes(local(2026, 3, 2, 9), century) == local(2026, 3, 6, 18) + timedelta(weeks=5199)


def test_a_town_hall_open_round_the_clock_closes_at_24():
    always = WorkCalendar(hours=((time(0), time(0)),))
    assert always.add_minutes(local(2026, 3, 6, 23, 30), 60) == local(2026, 3, 9, 0, 30)


@pytest.mark.parametrize(
    "hours",
    [(), ((time(12), time(9)),), ((time(9), time(9)),), ((time(9), time(13)), (time(12), time(18)))],
)
def test_impossible_duty_hours_are_refused(hours: tuple[tuple[time, time], ...]):
    with pytest.raises(ValueError, match="duty hours"):
        WorkCalendar(hours=hours)


def test_wall_clock_minutes_and_plain_days_know_no_rest():
    friday = local(2026, 3, 6, 17, 55)
    assert CALENDAR_2026.add(friday, 15, Measure.MINUTES) == local(2026, 3, 6, 18, 10)
    assert CALENDAR_2026.add(friday, 15, Measure.CALENDAR_DAYS) == local(2026, 3, 21, 17, 55)


def test_a_measure_is_stored_as_its_word():
    assert [str(measure) for measure in Measure] == ["minutes", "work_minutes", "work_days", "days"]


def test_a_due_date_beyond_the_published_days_is_told():
    assert CALENDAR_2026.published(local(2026, 12, 31, 18))
    assert CALENDAR_2026.published(local(2027, 1, 1)), "the end of the last published day"
    assert not CALENDAR_2026.published(local(2027, 1, 1, 0, 1))
    assert not CALENDAR_2026.published(datetime(2026, 12, 31, 17, tzinfo=UTC)), "already New Year in China"


def test_a_calendar_without_an_end_is_always_published():
    assert WorkCalendar().published(local(2099, 1, 1))


def test_two_calendars_of_the_same_days_are_equal():
    assert WorkCalendar(works=frozenset({date(2026, 3, 7)})) == WorkCalendar(works=frozenset({date(2026, 3, 7)}))
    assert hash(WorkCalendar()) == hash(WorkCalendar())


def warned(start: datetime, due: datetime, fraction: float, measure: Measure) -> datetime:
    return CALENDAR_2026.at_fraction(start, due, fraction, measure).astimezone(SHANGHAI)


def test_a_quick_limit_is_warned_of_by_the_wall_clock():
    start, due = local(2026, 3, 6, 23), local(2026, 3, 7, 1)
    assert warned(start, due, 0.5, Measure.MINUTES) == local(2026, 3, 7, 0)
    assert warned(start, due, 0.8, Measure.MINUTES) == local(2026, 3, 7, 0, 36)


def test_a_warning_in_working_minutes_falls_in_working_minutes():
    start = local(2026, 3, 2, 11)
    due = CALENDAR_2026.add_minutes(start, 240)
    assert warned(start, due, 0.5, Measure.WORK_MINUTES) == local(2026, 3, 2, 15)


def test_a_warning_does_not_land_at_midnight():
    start = local(2026, 3, 2, 16)
    due = CALENDAR_2026.add_days(start, 1)
    assert warned(start, due, 0.5, Measure.WORK_DAYS) == local(2026, 3, 3, 9)


def test_a_warning_does_not_land_in_a_holiday():
    start = local(2026, 9, 30, 17)
    due = CALENDAR_2026.add_days(start, 2)
    assert warned(start, due, 0.5, Measure.WORK_DAYS) == local(2026, 10, 8, 17)
    assert warned(start, due, 0.2, Measure.WORK_DAYS) == local(2026, 10, 8, 9)


def test_a_warning_of_plain_days_waits_for_the_opening_too():
    start = local(2026, 3, 4, 12)
    assert warned(start, start + timedelta(days=5), 0.5, Measure.CALENDAR_DAYS) == local(2026, 3, 9, 9)


def test_a_warning_stays_where_it_is_when_the_next_opening_is_too_late():
    start, due = local(2026, 3, 2, 4), local(2026, 3, 3, 4)
    assert warned(start, due, 0.8, Measure.WORK_DAYS) == local(2026, 3, 2, 23, 12)


def test_a_limit_that_holds_no_working_time_is_warned_of_by_the_wall_clock():
    start, due = local(2026, 3, 7, 10), local(2026, 3, 7, 20)
    assert warned(start, due, 0.5, Measure.WORK_DAYS) == local(2026, 3, 7, 15)


def test_the_next_opening_is_now_while_the_doors_are_open():
    assert CALENDAR_2026.next_opening(local(2026, 3, 2, 10)) == local(2026, 3, 2, 10)
    assert CALENDAR_2026.next_opening(local(2026, 3, 2, 12)) == local(2026, 3, 2, 14)
    assert CALENDAR_2026.next_opening(local(2026, 3, 6, 18)) == local(2026, 3, 9, 9)


def test_elapsed_time_is_counted_in_the_measure():
    start, end = local(2026, 3, 6, 17), local(2026, 3, 9, 10)
    assert CALENDAR_2026.elapsed(start, end, Measure.MINUTES) == 65 * 60
    assert CALENDAR_2026.elapsed(start, end, Measure.WORK_MINUTES) == 120
    assert CALENDAR_2026.elapsed(start, end, Measure.WORK_DAYS) == 17 * 60
    assert CALENDAR_2026.elapsed(end, start, Measure.WORK_DAYS) == 0
