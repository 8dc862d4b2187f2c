"""驾驶舱 · what is drawn is what the lists and the month hold, and every figure leads there."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as some

from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.oversight.dashboard import arrivals, drawing, foresight, outline
from huying.oversight.dashboard.numbers import month
from huying.oversight.dashboard.pages import WATCHERS
from huying.oversight.month.tally import tally
from tests.oversight.test_month import finished
from tests.world import World

Signed = Callable[[Person], Client]
MONDAY = date(2026, 9, 7)
SQUARE = [[116.0, 40.0], [116.1, 40.0], [116.1, 40.1], [116.0, 40.1], [116.0, 40.0]]


@pytest.fixture
def leader(world: World) -> Person:
    return world.person(Role.MAIN_LEADER, world.town)


def moved(case: Case, at: datetime) -> Case:
    """The resident spoke then."""
    Case.objects.filter(pk=case.pk).update(received_at=at)
    return case


def listed(client: Client, address: str) -> int:
    answer = client.get(unescape(address))
    assert answer.status_code == 200
    return len(re.findall(r"hy-table__title", answer.content.decode()))


class TestArrivals:
    def test_a_case_of_last_night_counts_on_the_local_day(self, world: World, leader: Person) -> None:
        late = datetime.fromisoformat("2026-09-07T23:30:00+08:00")
        moved(world.assigned(), late)
        moved(world.assigned(), late + timedelta(hours=1))
        week = arrivals.window_ending(MONDAY, 7)
        hours = arrivals.by_hour(arrivals.arrived(leader, week, at=late))
        assert arrivals.by_day(hours, week)[-2:] == [(MONDAY - timedelta(days=1), 0), (MONDAY, 1)]
        assert arrivals.by_slot(hours) == {(1, 23): 1}

    def test_the_most_frequent_matter_stands_first(self, world: World, leader: Person) -> None:
        case = world.assigned()
        days = arrivals.window_ending(case.received_at.date(), 7)
        cases = arrivals.arrived(leader, days, at=now())
        assert arrivals.by_matter(cases) == [(case.matter, 1)]
        assert arrivals.by_area(cases) == Counter({world.east_area.path: 1})

    def test_a_branch_counts_only_what_its_leader_sees(self, world: World) -> None:
        case = world.assigned()
        other = world.person(Role.UNIT_LEADER, world.west)
        days = arrivals.window_ending(case.received_at.date(), 7)
        assert arrivals.by_hour(arrivals.arrived(other, days, at=now())) == {}


class TestNumbers:
    def test_they_are_the_months_and_the_change_is_against_the_same_days(self, world: World, leader: Person) -> None:
        finished(world, "yyy")
        finished(world, "nyn")
        tally()
        october = datetime.fromisoformat("2026-10-30T12:00:00+08:00")
        september = datetime.fromisoformat("2026-09-30T12:00:00+08:00")
        rates = {rate.name: rate for rate in month(leader, at=september).rates}
        assert (rates["resolution"].shown, rates["resolution"].change) == ("50.00", None)
        assert [rate.shown for rate in month(leader, at=october).rates] == ["—"] * 3

    def test_nothing_over_nothing_has_no_ring(self, leader: Person) -> None:
        assert {rate.percent for rate in month(leader, at=now()).rates} == {0}


class TestDrawing:
    @given(most=some.integers(0, 10**7))
    def test_the_top_is_above_the_most_and_falls_into_four_whole_parts(self, most: int) -> None:
        top = drawing.round_up(most)
        assert top >= most
        assert top % 4 == 0
        assert top <= max(4, most * 2.5)

    @given(days=some.lists(some.integers(0, 500), min_size=1, max_size=60))
    def test_the_line_stays_inside_its_picture(self, days: list[int]) -> None:
        drawn = drawing.trend([(MONDAY + timedelta(days=n), times) for n, times in enumerate(days)])
        assert [dot.times for dot in drawn.dots] == days
        assert all(0 <= dot.y <= drawing.HIGH and 0 <= dot.x <= drawing.WIDE + 0.01 for dot in drawn.dots)

    def test_the_warmest_hour_is_the_fullest_and_none_is_cold(self) -> None:
        squares = {(one.weekday, one.hour): one.warmth for one in drawing.week({(1, 9): 12, (7, 23): 1})}
        assert len(squares) == 7 * 24
        assert (squares[1, 9], squares[7, 23], squares[2, 2]) == (6, 1, 0)


class TestVillages:
    @pytest.fixture(autouse=True)
    def file(self, world: World, tmp_path: Path, settings: object) -> None:
        settings.HUYING_HOME = tmp_path  # type: ignore[attr-defined]
        shape = {"type": "Polygon", "coordinates": [SQUARE]}
        feature = {"type": "Feature", "properties": {"name": world.east_area.name}, "geometry": shape}
        (tmp_path / "boundary.json").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    def test_a_village_counts_everything_under_it(self, world: World) -> None:
        drawn = outline.chart({world.east_area.path: 2, f"{world.east_area.path}999/": 3})
        assert drawn is not None
        assert [(one.shape.name, one.times, one.warmth) for one in drawn.villages] == [(world.east_area.name, 5, 6)]
        assert drawn.villages[0].shape.line.startswith("M6.0 ")

    def test_no_file_no_map(self) -> None:
        (Path(settings.HUYING_HOME) / "boundary.json").unlink()
        assert outline.chart({}) is None


class TestForesight:
    def test_tomorrow_is_guessed_from_the_same_weekday_of_the_weeks_before(self) -> None:
        days = [(MONDAY + timedelta(days=n), 4 if n % 7 == 0 else 1) for n in range(28)]
        found = foresight.guess(days)
        assert found is not None
        assert (found.day, found.times, found.weeks, found.missed) == (MONDAY + timedelta(days=28), 4, 4, 0.0)

    def test_the_guess_says_by_how_much_it_was_off_lately(self) -> None:
        days = [(MONDAY + timedelta(days=n), 1 if n < 21 else 3) for n in range(29)]
        found = foresight.guess(days)
        assert found is not None
        assert found.missed == 2.0

    @pytest.mark.parametrize("days", [0, 1, 13])
    def test_too_few_days_are_no_guess(self, days: int) -> None:
        quiet = [(MONDAY + timedelta(days=n), 0) for n in range(10)]
        assert foresight.guess(quiet + [(MONDAY + timedelta(days=10 + n), 5) for n in range(days)]) is None

    def test_a_matter_that_comes_more_often_than_the_week_before_is_named(self, world: World, leader: Person) -> None:
        at = now()
        for ago in (1, 2, 3, 9):
            moved(world.assigned(), at - timedelta(days=ago))
        window = arrivals.window_ending(localdate(at), 30)
        (found,) = foresight.risen(arrivals.arrived(leader, window, at=at), window.last - timedelta(days=6))
        assert (found.matter, found.before, found.now) == (world.lamp_matter, 1, 3)

    def test_what_falls_or_comes_once_is_not(self, world: World, leader: Person) -> None:
        at = now()
        moved(world.assigned(), at - timedelta(days=1))
        window = arrivals.window_ending(localdate(at), 30)
        assert foresight.risen(arrivals.arrived(leader, window, at=at), window.last - timedelta(days=6)) == []


class TestThePage:
    def test_every_link_of_a_figure_opens_to_as_many_cases(self, world: World, signed: Signed, leader: Person) -> None:
        moved(world.assigned(), now() - timedelta(days=2))
        moved(world.assigned(), now() - timedelta(days=3, hours=5))
        client = signed(leader)
        page = client.get("/dashboard/").content.decode()
        told = re.findall(r'href="(/cases/\?since=[^"]+)"[^>]* aria-label="[^"]*：(\d+) 件', page)
        assert sum(int(n) for _address, n in told if n != "0") >= 4
        assert [int(n) for address, n in told if n != "0"] == [listed(client, link) for link, n in told if n != "0"]

    def test_a_slot_without_days_or_without_sense_narrows_nothing(
        self, world: World, signed: Signed, leader: Person
    ) -> None:
        world.assigned()
        client = signed(leader)
        assert listed(client, "/cases/?slot=1-9") == 1
        assert listed(client, "/cases/?since=2020-01-01&slot=8-99") == 1
        assert listed(client, "/cases/?since=2020-01-01&slot=x") == 1

    @pytest.mark.parametrize("role", WATCHERS, ids=str)
    def test_it_opens_for_those_who_answer_for_the_whole(self, world: World, signed: Signed, role: Role) -> None:
        assert signed(world.person(role, world.centre)).get("/dashboard/").status_code == 200

    def test_an_operator_has_no_business_there(self, world: World, signed: Signed) -> None:
        assert signed(world.person(Role.OPERATOR, world.centre)).get("/dashboard/").status_code == 403
