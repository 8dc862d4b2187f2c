"""The sheet of matters: a whole list becomes a new version."""

from datetime import timedelta
from pathlib import Path

import pytest

from huying.directory.matter_list import current_list, leaves_on
from huying.directory.models import Edit, Matter, MatterList
from tests.directory.sheets.files import imported, sent_round, tried, tried_file
from tests.world import NINE, World

HEADERS = ["一级分类", "二级分类", "三级分类"]
TREE = [("公共设施", "照明", "路灯不亮"), ("", "", "灯杆倾斜"), ("", "供水", "停水"), ("环境卫生", "清运", "")]
FULL = [
    *HEADERS,
    "事项编码",
    "时限类别",
    "可抢单",
    "社区职责清单",
    "主办（村居）",
    "主办（街道乡镇）",
    "协办（街道乡镇）",
    "识别词",
    "依据",
]
TODAY = NINE.date()
TAXONOMY = Path(__file__).parents[4] / "shared" / "data" / "matter-taxonomy.xlsx"


def paths() -> list[str]:
    return list(leaves_on(TODAY).values_list("full_name", flat=True))


def test_merged_cells_make_a_tree_in_the_order_of_the_file(db: None) -> None:
    imported("matters", HEADERS, *TREE)
    assert paths() == ["公共设施/照明/路灯不亮", "公共设施/照明/灯杆倾斜", "公共设施/供水/停水", "环境卫生/清运"]
    lamp = Matter.objects.get(name="路灯不亮")
    assert [Matter.objects.get(pk=pk).name for pk in lamp.above] == ["公共设施", "照明", "路灯不亮"]


def test_a_list_of_five_hundred_leaves(db: None) -> None:
    rows = [(f"第{a}类", f"第{a}.{b}类", f"第{a}.{b}.{c}项") for a in range(15) for b in range(7) for c in range(5)]
    found = imported("matters", HEADERS, *rows)
    assert (len(paths()), found.plan.notes) == (525, ["共 525 个末级事项"])


@pytest.mark.skipif(not TAXONOMY.exists(), reason="the list travels beside the project, not in it")
def test_the_real_list_of_517_leaves_loads(db: None) -> None:
    found = tried_file("matters", TAXONOMY)
    assert (found.counts, found.plan.notes) == ({"new": 517}, ["共 517 个末级事项"])


def test_a_printed_code_may_occur_twice_and_a_name_be_blank(db: None) -> None:
    rows = [
        ("公共设施", "照明", "路灯不亮", "3.2"),
        ("", "", "灯杆倾斜", "3.2"),
        ("", "", "", "3.3"),
        ("", "", "", "3.3"),
    ]
    imported("matters", [*HEADERS, "事项编码"], *rows)
    assert paths() == ["公共设施/照明/路灯不亮", "公共设施/照明/灯杆倾斜", "公共设施/照明/3.3", "公共设施/照明/3.3"]
    assert tried("matters", [*HEADERS, "事项编码"], *rows).counts == {"unchanged": 4}


def test_everything_a_line_says_is_kept(world: World, tmp_path: Path) -> None:
    row = (
        "公共设施",
        "照明",
        "路灯不亮",
        "3.2",
        "水电气热",
        "否",
        "是",
        "东村、属地",
        "O",
        "柳河镇",
        "路灯 照明",
        "某办法第三条",
    )
    imported("matters", FULL, row)
    lamp = Matter.objects.get(name="路灯不亮")
    assert (lamp.code, lamp.limit_class, lamp.claimable, lamp.community) == ("3.2", "utility", False, True)
    assert (lamp.local_level, lamp.words, lamp.basis) == ("village", "路灯 照明", "某办法第三条")
    assert [(unit.level, unit.unit.code, unit.leads) for unit in lamp.units.order_by("id")] == [
        ("town", "O", True), ("village", "E", True), ("town", "T", False),
    ]  # fmt: skip
    assert sent_round("matters", tmp_path) == {"unchanged": 1}


def test_a_plain_lead_stands_at_the_level_of_its_own_area(world: World) -> None:
    imported("matters", [*HEADERS, "责任单位"], ("公共设施", "照明", "路灯不亮", "东村"))
    answer = Matter.objects.get(name="路灯不亮").units.get()
    assert (answer.unit, answer.level, answer.leads) == (world.east, "village", True)


def test_a_line_between_root_and_leaf_may_say_something_of_its_own(db: None, tmp_path: Path) -> None:
    rows = [("公共设施", "", "", "紧急"), ("公共设施", "照明", "路灯不亮", "")]
    imported("matters", [*HEADERS, "时限类别"], *rows)
    assert Matter.objects.get(name="公共设施").limit_class == "urgent"
    assert sent_round("matters", tmp_path) == {"unchanged": 2}


def test_a_new_version_leaves_old_cases_on_their_rows(world: World) -> None:
    case = world.lamp()
    found = imported("matters", HEADERS, *TREE)
    case.refresh_from_db()
    assert found.counts == {"new": 4, "ended": 1}
    assert (case.matter, case.matter.list.version) == (world.lamp_matter, 1)
    assert case.matter.full_name == "公共设施/路灯"
    version = current_list(TODAY)
    assert version is not None and version.version == 2
    assert MatterList.objects.get(version=1).valid_to == TODAY - timedelta(days=1)


def test_importing_again_makes_no_version(db: None) -> None:
    imported("matters", HEADERS, *TREE)
    found = imported("matters", HEADERS, *TREE)
    assert found.counts == {"unchanged": 4}
    assert MatterList.objects.count() == 1


def test_what_a_file_leaves_out_has_ended(db: None) -> None:
    imported("matters", HEADERS, *TREE)
    found = imported("matters", HEADERS, *TREE[:3], ("公共设施", "供水", "水质"))
    assert found.counts == {"new": 1, "ended": 1, "unchanged": 3}
    assert Edit.objects.get(fate="ended").title == "环境卫生/清运"
    assert "环境卫生/清运" not in paths()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"主办（村居）": "北村"}, "第 2 行：主办单位“北村”不存在"),
        ({"主办（村居）": "属地", "主办（街道乡镇）": "属地"}, "第 2 行：“属地”只能填在一个层级的主办列"),
        ({"主办（街道乡镇）": "O", "协办（街道乡镇）": "城建办"}, "第 2 行：同一层级里“O”不能既主办又协办"),
        ({"协办（街道乡镇）": "属地"}, "第 2 行：协办单位“属地”不存在"),
        ({"时限类别": "特急"}, "第 2 行：时限类别“特急”不在可选之列：紧急、一般、水电气热、复杂"),
    ],
)
def test_a_wrong_row_is_told(world: World, cells: dict[str, str], words: str) -> None:
    row = {"一级分类": "公共设施", "二级分类": "照明", **cells}
    assert tried("matters", FULL, [row.get(header, "") for header in FULL]).faults == [words]


def test_a_row_without_any_name_at_the_top_is_told(db: None) -> None:
    assert tried("matters", [*HEADERS, "事项编码"], ("", "", "", "1")).faults == ["第 2 行：没有填写事项名称"]
