"""一页 · what every format hands over: a page's name, its size, and its rows as often as they are asked for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from huying.kit import sheet_words
from huying.kit.sheet_bounds import Cell, Limits, Row
from huying.kit.sheet_words import Unreadable

_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff]")
_EXACT_BELOW: Final = 10**15


@dataclass(frozen=True, slots=True)
class Leaf:
    """一页 · one sheet of a workbook, one table of a web page, or a whole text file."""

    name: str
    height: int
    width: int
    rows: Callable[[], Iterator[Row]]


def admit(rows: int, columns: int, cells: int, limits: Limits) -> None:
    """量 · refuse a page that is larger than we are willing to read."""
    if columns > limits.columns:
        raise Unreadable(sheet_words.TOO_MANY_COLUMNS, limit=limits.columns)
    if rows > limits.rows:
        raise Unreadable(sheet_words.TOO_MANY_ROWS, limit=limits.rows)
    if cells > limits.cells:
        raise Unreadable(sheet_words.TOO_MANY_CELLS, limit=limits.cells)


def plain(value: object) -> Cell:
    """一格 · what may leave the child: text, numbers, truth, instants, days or nothing."""
    if isinstance(value, str):
        return value if value.isprintable() and value else _mended(value)
    if isinstance(value, bool | int | datetime | date) or value is None:
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    return str(value)


def _number(value: float) -> Cell:
    """Excel keeps every number as a fraction; a whole one is an int to us."""
    if value.is_integer() and abs(value) < _EXACT_BELOW:
        return int(value)
    return value if value - value == 0 else str(value)


def _mended(text: str) -> str | None:
    """Without what no database stores; only white space is nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _NO_CHARACTER.sub("\ufffd", _NOT_TEXT.sub("", text))
    return text if text.strip() else None
