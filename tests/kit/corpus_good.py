"""好文件 · what city platforms really send; each holds the three rows of the corpus unless it says otherwise."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import xlsxwriter
import xlwt

from tests.kit.corpus_parts import COLUMNS, ROWS, SPOKEN, Sample, cell, raw_book, row, table, worksheet

GOOD: list[Sample] = []


def good(*, suffix: str = ".xlsx", rows: int = 3) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def remember(make: Callable[[Path], None]) -> Callable[[Path], None]:
        GOOD.append(Sample(make.__name__, suffix, make, rows=rows))
        return make

    return remember


def _written(path: Path, lines: list[list[object]]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("工单")
        for number, line in enumerate(lines):
            for place, value in enumerate(line):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, place, value, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
                else:
                    sheet.write(number, place, value)


def csv_text(delimiter: str = ",", lines: list[list[str]] | None = None) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines or [COLUMNS, *ROWS])
    return out.getvalue()


def html_text(charset: str = "utf-8") -> str:
    lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in ROWS)
    head = "<tr>" + "".join(f"<th>{name}</th>" for name in COLUMNS) + "</tr>"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{meta}</head><body><table border=1>{head}{lines}</table></body></html>".replace("\n", "<br>")


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


@good(suffix=".xls")
def html_as_xls(path: Path) -> None:
    path.write_text(html_text(), encoding="utf-8")


@good(suffix=".xls")
def gbk_html_as_xls(path: Path) -> None:
    path.write_bytes(html_text("gb2312").encode("gb18030"))


@good(suffix=".xls")
def html_with_spans(path: Path) -> None:
    head = "<tr><th rowspan=2>工单编号</th><th colspan=4>诉求</th></tr>"
    under = "<tr>" + "".join(f"<th>{name}</th>" for name in COLUMNS[1:]) + "</tr>"
    lines = "".join("<tr>" + "".join(f"<td>{text}" for text in line) for line in ROWS)
    path.write_text(f"<table>{head}{under}{lines}</table>", encoding="utf-8")


@good(suffix=".xls")
def html_layout_around(path: Path) -> None:
    inner = html_text().split("<body>")[1].split("</body>")[0]
    path.write_text(
        f"<html><body><table><tr><td>导航</td><td>{inner}</td></tr></table></body></html>", encoding="utf-8"
    )


@good(suffix=".xls")
def xml_2003(path: Path) -> None:
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in line) + "</Row>"
        for line in [COLUMNS, *ROWS]
    )
    ns = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{ns}" xmlns:ss="{ns}">'
        f'<Worksheet ss:Name="工单"><Table>{lines}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )


def _csv(name: str, codec: str, *, delimiter: str = ",", mark: bytes = b"", suffix: str = ".csv") -> None:
    def make(path: Path) -> None:
        path.write_bytes(mark + csv_text(delimiter).encode(codec))

    GOOD.append(Sample(name, suffix, make, rows=3))


_csv("csv_utf8", "utf-8")
_csv("csv_utf8_mark", "utf-8-sig")
_csv("csv_gb18030", "gb18030")
_csv("csv_utf16", "utf-16")
_csv("csv_utf16_big", "utf-16-be", mark=b"\xfe\xff")
_csv("csv_utf16_no_mark", "utf-16-le")
_csv("tsv_utf16", "utf-16", delimiter="\t", suffix=".xls")
_csv("tsv_gb18030", "gb18030", delimiter="\t", suffix=".txt")
_csv("csv_semicolon", "utf-8", delimiter=";")
_csv("csv_bar", "gb18030", delimiter="|")


@good(suffix=".csv")
def csv_kept_zeros(path: Path) -> None:
    path.write_text(
        csv_text().replace("13800000001", '="013800000001"').replace("13800000002", "13800000002\t"), "utf-8"
    )


@good(suffix=".csv")
def csv_one_bad_byte(path: Path) -> None:
    path.write_bytes(csv_text().encode().replace(b"GD003", b"GD003\xff"))


@good(suffix=".csv")
def csv_cut_within_a_character(path: Path) -> None:
    path.write_bytes(csv_text(lines=[COLUMNS, *ROWS[:2], ["GD003", "占道", "车过不去"]]).encode()[:-4])


@good(suffix=".csv")
def csv_rows_of_unequal_length(path: Path) -> None:
    path.write_text(csv_text(lines=[COLUMNS, ROWS[0][:2], [*ROWS[1], "多", "余"], ROWS[2]]), "utf-8")


@good(suffix=".csv")
def csv_telling_its_delimiter(path: Path) -> None:
    path.write_text("sep=;\n" + csv_text(";"), "utf-8")


@good(suffix=".csv")
def csv_old_line_ends(path: Path) -> None:
    path.write_bytes(csv_text().replace("\r\n", "\r").encode("gb18030"))


@good(suffix=".csv")
def csv_with_nul_bytes(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + csv_text().replace("GD002", "GD\0002").encode())


@good(suffix=".csv", rows=0)
def csv_header_only(path: Path) -> None:
    path.write_text(csv_text(lines=[COLUMNS]), "utf-8")


@good(rows=0)
def xlsx_header_only(path: Path) -> None:
    _written(path, [COLUMNS])
