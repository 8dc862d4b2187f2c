"""Merged cells and blank names in a printed list."""

import pytest

from huying.directory.sheets.matter_names import filled, full_name, leaves

ABOVE = ("公共设施", "照明", "路灯不亮")


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["公共设施", "照明", "灯杆倾斜"], ("公共设施", "照明", "灯杆倾斜")),
        (["", "", "灯杆倾斜"], ("公共设施", "照明", "灯杆倾斜")),
        (["", "供水", "停水"], ("公共设施", "供水", "停水")),
        (["公共设施", "", "灯杆倾斜"], ("公共设施", "照明", "灯杆倾斜")),
        (["环境卫生", "", "垃圾堆放"], ("环境卫生", "垃圾堆放")),
        (["环境卫生", "清运", ""], ("环境卫生", "清运")),
        (["", "供水", ""], ("公共设施", "供水")),
        (["", "", ""], ("公共设施", "照明", "")),
    ],
)
def test_a_row_is_understood_from_the_row_above(cells: list[str], names: tuple[str, ...]) -> None:
    assert filled(cells, ABOVE) == names


def test_the_first_row_stands_for_itself() -> None:
    assert filled(["公共设施", "", ""], ()) == ("公共设施",)
    assert filled(["", "", "停水"], ()) == ("停水",)


def test_a_line_without_a_name_is_called_by_its_code() -> None:
    assert full_name(("公共设施", "照明", ""), "3.2.9") == "公共设施/照明/3.2.9"


def test_leaves_are_counted() -> None:
    assert leaves([("甲",), ("甲", "乙"), ("甲", "丙"), ("丁",)]) == 3
