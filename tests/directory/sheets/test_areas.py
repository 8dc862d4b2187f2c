"""The sheet of areas: real codes of a county, at any depth."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huying.directory.models import Area, Edit, Unit
from tests.directory.sheets.files import imported, sent_round, tried
from tests.world import World

pytestmark = pytest.mark.django_db
HEADERS = ["区划代码", "名称"]
HUAIROU = [
    ("110116000000", "怀柔区"),
    ("110116102000", "北房镇"),
    ("110116110000", "琉璃庙镇"),
    ("110116110200", "琉璃庙村"),
    ("110116110201", "西湾子村"),
]
FULL = ["区划代码", "名称", "层级", "上级代码", "生效日期", "失效日期", "继任代码"]


def area(code: str) -> Area:
    return Area.objects.get(code=code)


def test_a_county_loads_with_its_real_codes() -> None:
    found = imported("areas", HEADERS, *HUAIROU)
    assert found.counts == {"new": 5}
    assert [(row.code, row.level) for row in Area.objects.order_by("code")] == [
        ("110116", "county"), ("110116102", "town"), ("110116110", "town"),
        ("110116110200", "village"), ("110116110201", "village"),
    ]  # fmt: skip


def test_parents_are_found_by_the_code_whatever_the_order_of_the_rows() -> None:
    imported("areas", HEADERS, *reversed(HUAIROU))
    county, town, village = area("110116"), area("110116110"), area("110116110201")
    assert village.above == [county.pk, town.pk, village.pk]
    assert town.below().count() == 3


def test_codes_may_be_numbers() -> None:
    imported("areas", HEADERS, (110116, "怀柔区"), (110116110, "琉璃庙镇"))
    assert area("110116110").parent == area("110116")


def test_a_grid_has_a_suffix_and_lies_under_its_village() -> None:
    imported("areas", HEADERS, *HUAIROU, ("110116110201-03", "第三网格"), ("110116110201007", "第七网格"))
    for code in ("110116110201-03", "110116110201007"):
        assert (area(code).level, area(code).parent) == ("grid", area("110116110201"))


def test_a_zone_says_its_level_and_its_parent() -> None:
    imported("areas", FULL[:4], ("110116", "怀柔区", "", ""), ("110116-KX", "科学城", "街道乡镇", "怀柔区"))
    assert (area("110116-KX").level, area("110116-KX").parent) == ("town", area("110116"))


def test_a_city_without_counties_hangs_its_towns_on_itself() -> None:
    imported("areas", HEADERS, ("441900000000", "东莞市"), ("441900003000", "东城街道"))
    assert area("441900003").parent == area("4419")


def test_the_tree_may_be_five_deep() -> None:
    imported("areas", HEADERS, ("11", "北京市"), ("1101", "市辖区"), *HUAIROU, ("110116110200-1", "一网格"))
    assert len(area("110116110200-1").above) == 6


def test_importing_again_adds_nothing() -> None:
    imported("areas", HEADERS, *HUAIROU)
    assert tried("areas", HEADERS, *HUAIROU).counts == {"unchanged": 5}


def test_what_is_exported_and_imported_is_unchanged(tmp_path: Path) -> None:
    imported("areas", HEADERS, *HUAIROU)
    imported("areas", FULL, ("110116-KX", "科学城", "街道乡镇", "110116", "2020-05-01", "2025-12-31", "110116102"))
    assert sent_round("areas", tmp_path) == {"unchanged": 6}


def test_a_renamed_area_is_changed_and_the_edit_says_by_whom(world: World) -> None:
    imported("areas", HEADERS, ("110199101", "柳河街道"), by=world.dispatcher)
    edit = Edit.objects.get(register="areas")
    assert (edit.by, edit.fate, edit.before, edit.after) == (
        world.dispatcher, "changed", {"名称": "柳河镇"}, {"名称": "柳河街道"},
    )  # fmt: skip


def test_an_area_ends_and_names_its_successor(world: World) -> None:
    found = imported(
        "areas", ["区划代码", "名称", "失效日期", "继任代码"], ("110199101202", "西村", date(2026, 9, 30), "东村")
    )
    assert found.counts == {"ended": 1}
    assert area("110199101202").successor == world.east_area


def test_a_code_with_a_new_holder_takes_its_villages_and_units_along(world: World) -> None:
    imported("areas", ["区划代码", "名称", "失效日期"], ("110199101", "柳河镇", "2026-09-30"))
    imported("areas", ["区划代码", "名称", "生效日期"], ("110199101", "柳河街道", "2026-10-01"))
    new = Area.objects.get(code="110199101", name="柳河街道")
    assert area("110199101201").parent == new
    assert area("110199101201").path == f"{new.path}{world.east_area.pk}/"
    assert Unit.objects.get(code="T").area == new


def test_two_holders_of_a_code_at_one_time_are_refused(world: World) -> None:
    found = tried("areas", ["区划代码", "名称", "生效日期"], ("110199101", "柳河街道", "2026-10-01"))
    assert found.faults == ["第 2 行：“110199101”的有效期与同代码的另一行重叠"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("110116110", "琉璃庙镇", "", ""), "第 2 行：找不到“110116110”的上级区划，请先导入上级，或填写上级代码"),
        (("110116110", "琉璃庙镇", "", "110117"), "第 2 行：上级区划“110117”不存在"),
        (("1101161", "怀柔", "", ""), "第 2 行：区划代码“1101161”不是区划代码：应为 2、4、6、9 或 12 位数字，网格等可再加后缀"),
        (("", "怀柔区", "", ""), "第 2 行：没有填写区划代码"),
        (("110116", "", "", ""), "第 2 行：没有填写名称"),
        (("110116", "怀柔区", "县处级", ""), "第 2 行：层级“县处级”不在可选之列：省、市、区县、街道乡镇、村居、网格"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_by_its_number(row: tuple[str, ...], words: str) -> None:
    assert tried("areas", FULL[:4], row).faults == [words]


def test_the_same_row_twice_is_told() -> None:
    assert tried("areas", HEADERS, HUAIROU[0], HUAIROU[0]).faults == ["第 3 行：与第 2 行重复"]


def test_no_area_is_above_itself() -> None:
    rows = [("110116-A", "甲片", "网格", "110116-B"), ("110116-B", "乙片", "网格", "110116-A")]
    assert tried("areas", FULL[:4], *rows).faults == ["第 2 行：“甲片”成了自己的上级", "第 3 行：“乙片”成了自己的上级"]


def test_one_wrong_row_keeps_the_whole_file_out() -> None:
    with pytest.raises(AssertionError):
        imported("areas", HEADERS, *HUAIROU, ("110117001", "无主街道"))
    assert not Area.objects.exists()


def test_a_column_that_is_not_ours_is_named_and_left_alone() -> None:
    assert tried("areas", [*HEADERS, "城乡分类代码"], ("110116", "怀柔区", "111")).plan.ignored == ["城乡分类代码"]


def test_a_whole_city_is_written_in_few_statements() -> None:
    towns = [(f"1101160{n:02}", f"第{n}街道") for n in range(1, 60)]
    villages = [(f"{town}{n:03}", f"{name}{n}村") for town, name in towns for n in range(1, 20)]
    with CaptureQueriesContext(connection) as queries:
        imported("areas", HEADERS, ("110116", "怀柔区"), *towns, *villages)
    assert Area.objects.count() == 1 + 59 + 59 * 19
    assert len(queries) < 40
