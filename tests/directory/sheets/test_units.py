"""The sheet of units."""

from pathlib import Path

import pytest
from django.db import transaction

from huying.directory.models import Edit, Unit
from huying.directory.sheets import REGISTERS, Stale
from tests.directory.sheets.files import imported, sent_round, tried
from tests.world import NINE, World

HEADERS = ["单位代码", "单位名称", "类别", "上级单位", "辖区", "可抢单"]
WATER = ("W1", "水务站", "科室", "柳河镇", "110199101", "是")


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def test_a_unit_hangs_from_its_superior_by_name_or_code(world: World) -> None:
    imported("units", HEADERS, WATER, ("W2", "水务一组", "网格", "W1", "东村", "否"))
    assert unit("W2").above == [world.town.pk, unit("W1").pk, unit("W2").pk]
    assert (unit("W2").area, unit("W2").claims) == (world.east_area, False)


def test_an_unknown_superior_is_told_with_the_row(world: World) -> None:
    found = tried("units", HEADERS, WATER, ("W3", "某站", "科室", "镇政府", "", ""))
    assert found.faults == ["第 3 行：上级单位“镇政府”不存在"]


def test_a_name_that_two_units_have_asks_for_the_code(world: World) -> None:
    imported("units", HEADERS, ("E2", "东村", "村居", "T", "", ""))
    assert tried("units", HEADERS, ("E3", "东组", "网格", "东村", "", "")).faults == [
        "第 2 行：上级单位“东村”有 2 个，请改填代码"
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("X", "独立单位", "科室", "", "", ""), "没有填写上级单位：只能有一个单位没有上级，已有“柳河镇”"),
        (("T", "柳河镇", "街道乡镇", "东村", "", ""), "“柳河镇”成了自己的上级"),
        (("X", "某站", "科室", "T", "110199999", ""), "辖区“110199999”不存在"),
        (
            ("X", "某站", "机关", "T", "", ""),
            "类别“机关”不在可选之列：党委政府、街道乡镇、委办局、科室、村居、网格、中心",
        ),
        (("", "某站", "科室", "T", "", ""), "没有填写单位代码"),
    ],
)
def test_a_wrong_row_is_told(world: World, row: tuple[str, ...], words: str) -> None:
    assert tried("units", HEADERS, row).faults[0] == f"第 2 行：{words}"


def test_an_empty_district_begins_with_its_root(db: None) -> None:
    imported("units", HEADERS, ("T", "柳河镇", "街道乡镇", "", "", ""), ("O", "城建办", "科室", "T", "", ""))
    assert unit("O").parent == unit("T")


def test_a_unit_that_moves_takes_its_branch_along(world: World) -> None:
    imported("units", HEADERS, WATER, ("W2", "水务一组", "网格", "W1", "", ""))
    imported("units", HEADERS, ("W1", "水务站", "科室", "O", "110199101", "是"))
    assert unit("W2").above == [world.town.pk, world.office.pk, unit("W1").pk, unit("W2").pk]


def test_importing_again_and_sending_round_change_nothing(world: World, tmp_path: Path) -> None:
    imported("units", HEADERS, WATER)
    assert tried("units", HEADERS, WATER).counts == {"unchanged": 1}
    assert sent_round("units", tmp_path) == {"unchanged": 6}


def test_a_column_that_the_file_does_not_have_is_left_as_it_stands(world: World) -> None:
    imported("units", ["单位代码", "单位名称", "类别"], ("E", "东村村委会", "村居"))
    assert (unit("E").parent, unit("E").area) == (world.town, world.east_area)


def test_a_merged_unit_ends_and_names_its_successor(world: World) -> None:
    headers = [*HEADERS[:3], "失效日期", "继任单位"]
    found = imported("units", headers, ("W", "西村", "村居", "2026-12-31", "东村"))
    assert found.counts == {"ended": 1}
    assert unit("W").successor == world.east
    assert Edit.objects.get(key="W").after == {"失效日期": "2026-12-31", "继任单位": "E"}


def test_what_was_shown_is_what_is_confirmed(world: World) -> None:
    shown = tried("units", HEADERS, WATER)
    imported("units", HEADERS, ("W1", "水务所", "科室", "T", "", ""))
    with pytest.raises(Stale), transaction.atomic():
        REGISTERS["units"].carry_out(shown.reading, mark=shown.plan.mark, by=None, at=NINE)
    assert unit("W1").name == "水务所"
