"""文字 · web pages, XML and comma files under all sorts of names; three rows each unless they say otherwise."""

import csv
import io
from pathlib import Path

from tests.kit.corpus_parts import (
    COLUMNS,
    GOOD,
    ROWS,
    Sample,
    good,
)


def csv_text(delimiter: str = ",", lines: list[list[str]] | None = None) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines or [COLUMNS, *ROWS])
    return out.getvalue()


def html_text(charset: str = "utf-8") -> str:
    lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in ROWS)
    head = "<tr>" + "".join(f"<th>{name}</th>" for name in COLUMNS) + "</tr>"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{meta}</head><body><table border=1>{head}{lines}</table></body></html>".replace("\n", "<br>")


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
