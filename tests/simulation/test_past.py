"""The arrivals of a home's own past: when, what, where, by which door; never who, and none of their words."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from huying.case.models import Case
from huying.directory.models import Matter, MatterList
from huying.simulation import past
from huying.simulation.demand import Demand
from huying.simulation.district import District
from huying.simulation.nearest import Nearest, under
from huying.simulation.plan import Plan
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 25)


def replayed(world: World, tmp_path: Path, seed: int = 1) -> list[Demand]:
    count = past.write(tmp_path / "arrivals.json", DAY, DAY)
    plan = Plan(DAY, 1, count, seed)
    return past.demands(past.read(tmp_path / "arrivals.json"), plan, District(DAY))


def test_the_same_instants_matters_places_and_doors(world: World, tmp_path: Path) -> None:
    world.lamp(NINE)
    world.lamp(NINE + timedelta(hours=2), channel="phone", area=world.west_area)
    told = [(one.at, one.matter.pk, one.area.name, one.channel) for one in replayed(world, tmp_path)]
    lamp = world.lamp_matter.pk
    assert told == [(NINE, lamp, "东村", "web"), (NINE + timedelta(hours=2), lamp, "西村", "phone")]


def test_nobody_who_asked_and_nothing_that_was_said_goes_along(world: World, tmp_path: Path) -> None:
    world.lamp(NINE, text="王五说三号楼张三家的路灯不亮。", place="三号楼张三家")
    past.write(tmp_path / "arrivals.json", DAY, DAY)
    text = (tmp_path / "arrivals.json").read_text("utf-8")
    assert [word for word in ("张三", "王五", "13800001234", "三号楼") if word in text] == []
    assert len(past.read(tmp_path / "arrivals.json")) == 1


def test_the_days_before_and_after_are_left_out(world: World, tmp_path: Path) -> None:
    world.lamp(NINE - timedelta(days=1))
    world.lamp(NINE + timedelta(days=1))
    assert replayed(world, tmp_path) == []


def test_a_request_that_was_joined_to_another_is_so_again(world: World, tmp_path: Path) -> None:
    first, second = world.lamp(NINE), world.lamp(NINE + timedelta(minutes=5))
    Case.objects.filter(pk=second.pk).update(joined_to=first)
    one, other = replayed(world, tmp_path)
    assert (one.of, other.of) == (None, one)


def test_of_a_town_any_of_its_villages_is_drawn(world: World, tmp_path: Path) -> None:
    for minute in range(12):
        world.lamp(NINE + timedelta(minutes=minute), area=world.town_area)
    assert {one.area.name for one in replayed(world, tmp_path)} == {"东村", "西村"}


def test_other_seeds_invent_other_people_about_the_same(world: World, tmp_path: Path) -> None:
    for minute in range(5):
        world.lamp(NINE + timedelta(minutes=minute))
    one, other = replayed(world, tmp_path, 1), replayed(world, tmp_path, 2)
    assert [demand.at for demand in one] == [demand.at for demand in other]
    assert [demand.who.name for demand in one] != [demand.who.name for demand in other]


def test_under_another_list_a_request_falls_under_the_nearest_name(world: World) -> None:
    listing = MatterList.objects.create(version=2, made_at=NINE)
    made = [
        Matter.objects.create(list=listing, name=name, full_name=f"设施/{name}")
        for name in ("道路照明灯", "供水", "路灯维修")
    ]
    assert Nearest(made).of("公共设施/路灯").name == "路灯维修"
    assert Nearest([*made, world.lamp_matter]).of("公共设施/路灯") == world.lamp_matter


def test_the_list_that_is_there_changes_nothing(world: World, tmp_path: Path) -> None:
    world.lamp(NINE)
    demands = replayed(world, tmp_path)
    before = [demand.matter for demand in demands]
    assert [demand.matter for demand in under(demands, District(DAY).matters)] == before
