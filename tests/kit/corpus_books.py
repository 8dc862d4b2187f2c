"""工作簿 · .xlsx and .xls as city platforms send them; three rows each unless they say otherwise."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
import xlwt

from tests.kit.corpus_parts import COLUMNS, ROWS, SPOKEN, cell, good, raw_book, row, table, worksheet


def _written(path: Path, lines: list[list[object]]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("工单")
        for number, line in enumerate(lines):
            for place, value in enumerate(line):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, place, value, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
                else:
                    sheet.write(number, place, value)


@good()
def plain_xlsx(path: Path) -> None:
    _written(path, [COLUMNS, *ROWS])


@good()
def description_above(path: Path) -> None:
    _written(path, [["说明：本表由市平台导出，请勿修改表头。"], [], COLUMNS, *ROWS])


@good()
def two_row_header(path: Path) -> None:
    """工单编号 is merged over both header rows; the others stand under a group."""
    upper = [COLUMNS[0], "诉求", "", "来电人", ""]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, upper)
        sheet.merge_range("A1:A2", COLUMNS[0])
        sheet.merge_range("B1:C1", "诉求")
        sheet.write_row(1, 1, COLUMNS[1:])
        for number, line in enumerate(ROWS, start=2):
            sheet.write_row(number, 0, line)


@good()
def merged_title(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:E1", "十二月接诉即办工单")
        for number, line in enumerate([COLUMNS, *ROWS], start=1):
            sheet.write_row(number, 0, line)


@good()
def formulas(path: Path) -> None:
    """A formula shows what it had come to; an error shows its name."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([COLUMNS, *ROWS]):
            sheet.write_row(number, 0, line)
        sheet.write_formula("B2", '="路灯"&"不亮"', None, "路灯不亮")
        sheet.write_formula("D3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D4", "=6*7", None, 42)


@good()
def true_and_text_dates(path: Path) -> None:
    _written(path, [COLUMNS, [*ROWS[0][:4], SPOKEN], *ROWS[1:]])


@good()
def numbers(path: Path) -> None:
    _written(path, [COLUMNS, [1, "甲", True, 13800000001, 1.5], *ROWS[1:]])


@good()
def duplicate_headers(path: Path) -> None:
    _written(path, [["工单编号", "内容", "内容", "电话", ""], *ROWS])


@good()
def untidy_headers(path: Path) -> None:
    _written(path, [["* 工单\n编号", "标　题", "内容（必填）", " 电话 ", "来电时间："], *ROWS])


@good()
def other_column_order(path: Path) -> None:
    _written(path, [COLUMNS[::-1], *[line[::-1] for line in ROWS]])


@good()
def blank_rows_between(path: Path) -> None:
    _written(path, [[], COLUMNS, [], ROWS[0], [], [], *ROWS[1:], [], []])


@good()
def starts_at_c4(path: Path) -> None:
    _written(path, [[], [], [], *[["", "", *line] for line in [COLUMNS, *ROWS]]])


@good()
def second_sheet(path: Path) -> None:
    raw_book(path, worksheet(table([["封面"], ["填报单位"]])), worksheet(table([COLUMNS, *ROWS])))


@good()
def empty_first_sheet(path: Path) -> None:
    raw_book(path, worksheet(""), worksheet(table([COLUMNS, *ROWS])))


@good()
def hidden_list_first(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("字典").hide()
        sheet = book.add_worksheet("工单")
        sheet.activate()
        sheet.set_first_sheet()
        for number, line in enumerate([COLUMNS, *ROWS]):
            sheet.write_row(number, 0, line)


@good()
def styled_far_away(path: Path) -> None:
    """Empty but formatted cells at the far end are common and cost nothing."""
    far = row(1048576, ['<c r="XFD1048576" s="0"/>'])
    raw_book(path, worksheet(table([COLUMNS, *ROWS]) + far))


@good()
def without_references(path: Path) -> None:
    lines = "".join(f"<row>{''.join(cell('', text) for text in line)}</row>" for line in [COLUMNS, *ROWS])
    raw_book(path, worksheet(lines))


@good()
def lying_dimension(path: Path) -> None:
    body = worksheet(table([COLUMNS, *ROWS])).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    raw_book(path, body)


@good()
def control_characters(path: Path) -> None:
    _written(path, [COLUMNS, ["GD001", "a\x0bb", "c\x01\n\t\td", "　x", "2024"], *ROWS[1:]])


@good(suffix=".csv")
def xlsx_named_csv(path: Path) -> None:
    _written(path, [COLUMNS, *ROWS])


def _old(path: Path, lines: list[list[object]]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("工单")
    for number, line in enumerate(lines):
        for place, value in enumerate(line):
            sheet.write(number, place, value)
    book.save(str(path))


@good(suffix=".xls")
def old_xls(path: Path) -> None:
    _old(path, [COLUMNS, *ROWS])


@good()
def xls_named_xlsx(path: Path) -> None:
    _old(path, [COLUMNS, *ROWS])


@good(rows=0)
def xlsx_header_only(path: Path) -> None:
    _written(path, [COLUMNS])
