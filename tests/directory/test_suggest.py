"""What a text may be about, and who then answers for it."""

from datetime import timedelta

import pytest

from huying.directory.models import Area, Matter, MatterUnit, Unit
from huying.directory.suggest import forget, matter_for, unit_for
from tests.directory.sheets.files import imported
from tests.world import NINE, World

HEADERS = ["一级", "二级", "三级", "识别词", "主办单位"]
LIST = [
    ("公共设施", "照明", "路灯不亮", "路灯 照明", "城建办"),
    ("公共设施", "供水", "停水", "停水 没水 自来水", ""),
    ("环境卫生", "清运", "垃圾堆放", "垃圾", ""),
    ("民生保障", "供暖", "暖气不热", "暖气 供暖", ""),
]


@pytest.fixture(autouse=True)
def the_list_is_read_anew() -> None:
    forget()


@pytest.fixture
def listed(world: World) -> World:
    imported("matters", HEADERS, *LIST)
    return world


def names(text: str) -> list[str]:
    return [suggestion.matter.name for suggestion in matter_for(text, at=NINE)]


def test_a_word_of_recognition_names_the_matter(listed: World) -> None:
    assert names("村口路灯三天不亮，孩子放学走夜路不安全。")[0] == "路灯不亮"


def test_the_name_alone_is_enough(listed: World) -> None:
    assert names("小区楼下堆放了很多建筑渣土") == ["垃圾堆放"]


def test_the_reason_quotes_the_text(listed: World) -> None:
    suggestion = matter_for("家里停水两天了，自来水公司不接电话", at=NINE)[0]
    assert suggestion.reason == "文中有“停水”“自来水”"


def test_at_most_three_are_suggested_the_best_first(listed: World) -> None:
    found = names("停水又停暖，暖气不热，垃圾堆放，路灯不亮")
    assert (len(found), found[0]) == (3, "路灯不亮")


def test_nothing_is_suggested_for_nothing(listed: World) -> None:
    assert names("谢谢你们") == []
    assert names("") == []


def test_a_retired_matter_is_not_suggested(listed: World) -> None:
    Matter.objects.filter(name="路灯不亮").update(retired_on=NINE.date())
    assert "路灯不亮" not in names("村口路灯三天不亮")


def test_a_new_version_of_the_list_is_suggested_from_once_it_is_read(listed: World) -> None:
    assert names("村口路灯不亮")
    imported("matters", HEADERS, *LIST[1:], at=NINE + timedelta(days=1))
    assert matter_for("村口路灯不亮", at=NINE + timedelta(days=1)) == []


def lamp_led_by(*units: tuple[str, Unit], local: str = "") -> Matter:
    matter = Matter.objects.create(
        list=Matter.objects.latest("id").list, name="井盖", full_name="公共设施/井盖", local_level=local
    )
    for level, unit in units:
        MatterUnit.objects.create(matter=matter, level=level, unit=unit)
    return matter


def test_the_nearest_lead_answers(world: World) -> None:
    matter = lamp_led_by(("town", world.office), ("village", world.east), ("village", world.west))
    assert unit_for(matter, world.west_area) == world.west
    assert unit_for(matter, world.town_area) == world.office


def test_a_unit_of_another_village_does_not(world: World) -> None:
    assert unit_for(lamp_led_by(("village", world.east)), world.west_area) is None


def test_a_unit_without_an_area_answers_everywhere(world: World) -> None:
    agency = Unit.objects.create(code="A", name="供电公司", kind="agency", parent=world.town)
    assert unit_for(lamp_led_by(("county", agency)), world.west_area) == agency


def test_whoever_answers_for_the_place_leads_where_the_list_says_so(world: World) -> None:
    matter = lamp_led_by(("town", world.office), local="village")
    assert unit_for(matter, world.west_area) == world.west
    grid = Area.objects.create(code="110199101202-1", name="一网格", level="grid", parent=world.west_area)
    assert unit_for(matter, grid) == world.west


def test_a_line_that_names_nobody_goes_by_the_line_above(world: World) -> None:
    above = lamp_led_by(("town", world.office))
    leaf = Matter.objects.create(list=above.list, parent=above, name="井盖丢失", full_name="公共设施/井盖/井盖丢失")
    assert unit_for(leaf, world.east_area) == world.office
