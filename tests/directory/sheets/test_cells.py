"""How a cell of each sort is read."""

from datetime import date, datetime

import pytest

from huying.directory.clocks import Clock
from huying.directory.models.valid import ALWAYS
from huying.directory.sheets.cells import Bad, Choice, Count, Day, Several, Text, YesNo
from huying.kit.sheet import Cell

WRITTEN = ["2026-01-02", "2026/1/2", "2026年1月2日", "20260102", "２０２６-１-２", "2026-01-02 00:00:00"]
TYPED = [date(2026, 1, 2), datetime(2026, 1, 2, 8), 46024.0]  # noqa: DTZ001 - a cell knows no zone


@pytest.mark.parametrize("cell", [*WRITTEN, *TYPED])
def test_a_day_is_read_in_every_form(cell: Cell) -> None:
    assert Day().read(cell) == date(2026, 1, 2)


@pytest.mark.parametrize("cell", ["2026-02-30", "明天", "12", "2026-13-01", 3.5])
def test_what_is_no_day_is_said(cell: Cell) -> None:
    with pytest.raises(Bad, match="不是日期"):
        Day().read(cell)


def test_no_day_stays_none_and_always_is_not_written() -> None:
    assert Day().read("  ") is None
    assert Day().show(ALWAYS) == ""


@pytest.mark.parametrize(
    ("cell", "value"), [("是", True), ("√", True), (1, True), (True, True), ("否", False), ("", True)]
)
def test_yes_and_no(cell: Cell, value: bool) -> None:
    assert YesNo(blank=True).read(cell) is value


def test_neither_yes_nor_no_is_said() -> None:
    with pytest.raises(Bad, match="请改填"):
        YesNo().read("也许")


@pytest.mark.parametrize("cell", ["抢单", "claim", " 抢单\n"])
def test_a_choice_goes_by_its_label_or_its_word(cell: str) -> None:
    assert Choice(Clock).read(cell) == Clock.CLAIM


@pytest.mark.parametrize("cell", [0, -1, 1.5, "三", "", "1e3", "²"])
def test_a_count_is_a_whole_number_of_one_or_more(cell: Cell) -> None:
    with pytest.raises(Bad):
        Count().read(cell)


def test_several_may_be_parted_in_many_ways() -> None:
    assert Several().read("东村、西村,城建办；O\n东村") == ("东村", "西村", "城建办", "O")


def test_a_number_is_text_without_a_tail_and_a_long_one_is_refused() -> None:
    assert Text().read(110116.0) == "110116"
    with pytest.raises(Bad, match="最多 5 个字"):
        Text(5).read("一二三四五六")
