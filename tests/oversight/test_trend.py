"""Six months of a unit as a small line: what it draws, what it says, what it leaves out."""

from datetime import date
from decimal import Decimal

import pytest

from huying.directory.jurisdiction import here
from huying.oversight.month.models import Tally
from huying.oversight.month.rates import Rate
from huying.oversight.month.trend import EDGE, HIGH, WIDE, drawn, trends

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 30)
FIRSTS = [date(2026, month, 1) for month in range(4, 10)]


def tallied(unit: int, day: date, **figures: int) -> None:
    for figure, count in figures.items():
        Tally.objects.create(jurisdiction=here(), day=day, unit=unit, figure=figure, count=count)


def of(*parts: int) -> list[tuple[date, Rate]]:
    return [(first, Rate(part, 10)) for first, part in zip(FIRSTS, parts, strict=True)]


def test_each_month_counts_its_own_days_and_basically_in_full(django_assert_num_queries) -> None:
    tallied(7, date(2026, 8, 31), valid=4, solved_yes=3)
    tallied(7, date(2026, 9, 1), valid=3, solved_yes=1, solved_basically=1)
    tallied(7, date(2026, 9, 30), valid=1, solved_yes=1)
    tallied(7, date(2026, 3, 31), valid=9, solved_yes=9)
    tallied(7, date(2026, 10, 1), valid=9, solved_yes=9)
    with django_assert_num_queries(1):
        found = trends(SEPTEMBER)[7]
    assert [str(rate) for _first, rate in found.months] == ["—", "—", "—", "—", "75.00", "75.00"]
    assert [first for first, _rate in found.months] == FIRSTS
    assert found.change == 0


def test_the_turn_of_the_year_is_no_gap() -> None:
    tallied(7, date(2025, 12, 31), valid=2, solved_yes=1)
    tallied(7, date(2026, 1, 2), valid=2, solved_yes=2)
    found = trends(date(2026, 1, 31))[7]
    assert found.months[0][0] == date(2025, 8, 1)
    assert found.change == Decimal("50.00")


def test_the_line_goes_from_edge_to_edge_and_up_where_it_is_better() -> None:
    found = drawn(of(5, 6, 7, 8, 9, 10))
    assert found.points[0] == (EDGE, HIGH - EDGE)
    assert found.points[-1] == (WIDE - EDGE, EDGE)
    assert found.line.startswith("4.0,20.0 ")


def test_a_month_without_a_rate_is_left_out_and_ends_no_comparison() -> None:
    months = of(5, 6, 7, 8, 9, 9)
    months[4] = (FIRSTS[4], Rate(0, 0))
    found = drawn(months)
    assert len(found.points) == 5
    assert found.change is None
    assert "8 月 —" in found.words and "9 月 90.00" in found.words


def test_nothing_at_all_draws_nothing() -> None:
    found = drawn([(first, Rate(0, 0)) for first in FIRSTS])
    assert (found.points, found.end, found.line, found.change) == ([], None, "", None)


def test_a_small_fall_is_told_without_its_sign() -> None:
    found = drawn([*of(9, 9, 9, 9, 9, 9)[:5], (FIRSTS[5], Rate(8, 10))])
    assert (found.change, found.less) == (Decimal("-10.00"), Decimal("10.00"))
