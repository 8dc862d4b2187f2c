"""写表格 · spreadsheets that cannot be made to run anything when they are opened."""

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from huying.kit.sheet_bounds import Cell

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL: Final = 32_767
_CUT: Final = "……（内容超过单元格上限，余下未写出）"
_EXACT_BELOW: Final = 10**15
_NARROWEST, _WIDEST = 10, 60
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(
    target: Path | BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "Sheet1"
) -> int:
    """写 xlsx · stream rows below a frozen bold header; the number of rows written is returned."""
    with xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), _OPTIONS) as book:
        page = _Page(book, title)
        page.header(columns)
        number = 0
        for number, cells in enumerate(rows, start=1):
            page.row(number, cells)
    return number


def write_csv(target: Path | BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """写 csv · UTF-8 with a mark so that Excel shows Chinese; dangerous beginnings get a leading '."""
    if isinstance(target, Path):
        with target.open("wb") as opened:
            return write_csv(opened, columns, rows)
    written = -1
    for line in csv_lines(columns, rows):
        target.write(line)
        written += 1
    return written


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """逐行 csv · the same file line by line, for a download that begins before the last row is known."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    for number, cells in enumerate(chain([columns], rows)):
        writer.writerow([_harmless(cell) for cell in cells])
        yield line.getvalue().encode("utf-8" if number else "utf-8-sig", errors="replace")
        line.seek(0)
        line.truncate()


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return cell


class _Page:
    """One worksheet being written from top to bottom."""

    def __init__(self, book: xlsxwriter.Workbook, title: str) -> None:
        self._sheet: Worksheet = book.add_worksheet(title)
        self._bold: Format = book.add_format({"bold": True, "bg_color": "#EFEFEF", "border": 1})
        self._quoted: Format = book.add_format({"quote_prefix": True})
        self._instant: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._day: Format = book.add_format({"num_format": "yyyy-mm-dd"})

    def header(self, columns: Sequence[str]) -> None:
        self._sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            width = min(_WIDEST, max(_NARROWEST, 2 * len(name) + 4))
            self._sheet.set_column(place, place, width)
            self._sheet.write_string(0, place, name, self._bold)

    def row(self, number: int, cells: Sequence[Cell]) -> None:
        for place, cell in enumerate(cells):
            if cell is not None and cell != "":
                self._cell(number, place, cell)

    def _cell(self, number: int, place: int, cell: Cell) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(number, place, cell)
        elif isinstance(cell, datetime):
            self._sheet.write_datetime(number, place, cell, self._instant)
        elif isinstance(cell, date):
            self._sheet.write_datetime(number, place, cell, self._day)
        elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < _EXACT_BELOW:
            self._sheet.write_number(number, place, cell)
        else:
            self._text(number, place, str(cell))

    def _text(self, number: int, place: int, text: str) -> None:
        """A number of 18 digits stays text, or Excel would round an identity card away."""
        if len(text) > _LONGEST_CELL:
            text = text[: _LONGEST_CELL - len(_CUT)] + _CUT
        style: Any = self._quoted if text.startswith(_FORMULA_STARTS) else None
        self._sheet.write_string(number, place, text, style)
