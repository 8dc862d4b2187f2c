"""Requests come as the table of factors says: exactly as many as asked, at people's hours, by the weather and the calendar."""

from collections import Counter
from datetime import date, timedelta

import pytest

from demo.matters import LINES
from huying.directory.reckoning import rules
from huying.kit.text import similarity
from huying.simulation.arrivals import arrivals
from huying.simulation.day import Day, days
from huying.simulation.demand import Demand
from huying.simulation.district import District
from huying.simulation.factors import day_weight, matter_weight
from huying.simulation.texts.grammar import subjects
from tests.simulation.conftest import plan

pytestmark = pytest.mark.django_db
MANY, WEEKS = 2500, 26


@pytest.fixture(scope="module")
def asked(district: None) -> list[Demand]:
    """Half a year of requests; nobody works on them here."""
    wanted = plan(cases=MANY, days=WEEKS * 7)
    calendar = rules(wanted.begins).calendar
    return arrivals(wanted, District(wanted.first), days(wanted.first, wanted.days, calendar, wanted.draw("weather")))


def a_day(
    celsius: float = 15, millimetres: float = 0, works: bool = True, on: date = date(2026, 7, 6), coming: str = ""
) -> Day:
    return Day(on, works, celsius, millimetres, "", coming, 3 if coming else 0)


def test_exactly_so_many_come_in_order(asked: list[Demand]) -> None:
    assert len(asked) == MANY
    assert [one.at for one in asked] == sorted(one.at for one in asked)
    assert [one.number for one in asked] == list(range(1, MANY + 1))


def test_none_comes_outside_the_days(asked: list[Demand]) -> None:
    wanted = plan()
    assert asked[0].at >= wanted.begins
    assert asked[-1].at < wanted.begins + timedelta(days=WEEKS * 7)


def test_people_sleep_at_night_and_rest_on_sunday(asked: list[Demand]) -> None:
    local = [one.at.astimezone(plan().begins.tzinfo) for one in asked]
    hours, weekdays = Counter(at.hour for at in local), Counter(at.weekday() for at in local)
    assert hours[10] > 10 * hours[3]
    assert weekdays[1] > 1.5 * weekdays[6]


def test_no_two_tell_it_in_the_same_words(asked: list[Demand]) -> None:
    assert len({one.text for one in asked}) > 0.99 * MANY


def test_the_same_voice_comes_again_and_neighbours_join(asked: list[Demand]) -> None:
    echoes = [one for one in asked if one.of and not one.event]
    assert 0.02 < len(echoes) / MANY < 0.12
    assert {one.again for one in echoes} == {True, False}
    assert all(one.spot == one.of.spot and one.matter == one.of.matter for one in echoes if one.of)


def test_echoes_are_alike_and_not_the_same(asked: list[Demand]) -> None:
    alike = [similarity(one.text, one.of.text) for one in asked if one.of]
    strangers = [similarity(one.text, other.text) for one, other in zip(asked[::7], asked[3::7], strict=False)]
    assert sum(alike) / len(alike) > 1.5 * sum(strangers) / len(strangers)
    assert max(alike) < 1


def test_hot_events_come_in_bursts(asked: list[Demand]) -> None:
    sizes = Counter(one.event for one in asked if one.event)
    assert len(sizes) > WEEKS / 4
    first = [one for one in asked if one.event == max(sizes, key=lambda event: sizes[event])]
    assert len({one.matter.pk for one in first}) == 1
    assert sum(one.at - first[0].at < timedelta(days=3) for one in first) > len(first) / 2


def test_every_matter_of_the_district_has_its_own_words() -> None:
    assert {line.name for lines in LINES.values() for line in lines} == set(subjects())


@pytest.mark.parametrize(
    ("matter", "more", "less"),
    [
        ("房屋漏雨", a_day(millimetres=9), a_day()),
        ("供暖不热", a_day(-9, on=date(2026, 1, 20)), a_day(20)),
        ("停电报修", a_day(31), a_day(15)),
        ("拖欠工资", a_day(coming="春节", on=date(2026, 2, 1)), a_day(on=date(2026, 4, 1))),
        ("校园周边", a_day(on=date(2026, 5, 6)), a_day(on=date(2026, 7, 20))),
    ],
)
def test_weather_and_season_decide(matter: str, more: Day, less: Day) -> None:
    assert matter_weight(matter, more) > 1.5 * matter_weight(matter, less)


def test_a_statutory_rest_is_quieter_and_a_make_up_day_is_not() -> None:
    monday, saturday = date(2026, 7, 6), date(2026, 7, 11)
    assert day_weight(a_day(works=False, on=monday)) < day_weight(a_day(on=monday))
    assert day_weight(a_day(works=True, on=saturday)) > day_weight(a_day(works=False, on=saturday))
