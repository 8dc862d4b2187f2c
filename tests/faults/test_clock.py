"""钟乱走 · the keeper beside a walk minute by minute; and the walk itself, on a day anybody can reckon."""

import pytest

from bench.faultlab.clock_oracle import Look, Promise, Ring, Walker, expected
from huying.kit.worktime import Measure, WorkCalendar
from tests.faults.short import played

pytestmark = pytest.mark.once

NINE, HOUR = 9 * 60, 60
USUAL = Walker(WorkCalendar())
TWO_HOURS = Promise(NINE, 120, Measure.WORK_MINUTES, silent=False)


def test_no_timer_is_early_late_twice_or_lost() -> None:
    said = played("clock", "--cases", "12", "--rounds", "50", database="sqlite")
    assert "| timers early, late, twice or lost against the walk | 0 |" in said


def test_the_walk_knows_the_noon_break() -> None:
    late = Promise(NINE + 2 * HOUR, 120, Measure.WORK_MINUTES, silent=False)
    assert USUAL.at(late, 2) == NINE + 6 * HOUR


def test_each_warning_comes_in_the_first_look_that_sees_it_due() -> None:
    looks = [Look(NINE + minutes, USUAL) for minutes in (0, 59, 60, 96, 119, 120)]
    assert expected(TWO_HOURS, looks, 0, 5) == [Ring(2, 0), Ring(3, 1), Ring(5, 2)]


def test_a_clock_that_jumps_back_gives_no_warning_again() -> None:
    looks = [Look(NINE + minutes, USUAL) for minutes in (60, 0, 60, 61)]
    assert expected(TWO_HOURS, looks, 0, 3) == [Ring(0, 0)]


def test_after_a_long_sleep_the_breach_is_said_alone() -> None:
    looks = [Look(NINE, USUAL), Look(NINE + 3 * HOUR, USUAL)]
    assert expected(TWO_HOURS, looks, 0, 1) == [Ring(1, 2)]
