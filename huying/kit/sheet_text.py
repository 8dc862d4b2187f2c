"""文字表格 · .csv and .tsv in any alphabet and with any delimiter an office's program writes."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from huying.kit import sheet_words
from huying.kit.sheet_bounds import Cell, Limits, Row
from huying.kit.sheet_leaf import Leaf, admit, plain
from huying.kit.sheet_words import Unreadable

_DELIMITERS: Final = (",", "\t", ";", "|", "，")
_SNIFFED: Final = 50
_LONGEST_FIELD: Final = 200_000
_END: Final = "\0"


def text_leaves(path: Path, codec: str, limits: Limits) -> Iterator[Leaf]:
    """文字 · one page; the whole file is gone through once before its first row is given out."""
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _sniffed(path, codec)
    rows = columns = cells = 0
    for number, fields in _records(path, codec, delimiter):
        rows, columns, cells = number, max(columns, len(fields)), cells + len(fields)
        admit(rows, columns, cells, limits)
    yield Leaf(path.stem, rows, columns, partial(_rows, path, codec, delimiter, columns))


def _rows(path: Path, codec: str, delimiter: str, width: int) -> Iterator[Row]:
    for number, fields in _records(path, codec, delimiter):
        cells: list[Cell] = [plain(_bare(text)) for text in fields]
        if any(cell is not None for cell in cells):
            yield number, cells + [None] * (width - len(cells))


def _bare(text: str) -> str:
    """="00123" is how some programs keep Excel from eating zeros; a trailing tab is another way."""
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return text.rstrip("\t")


def _records(path: Path, codec: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    with path.open(encoding=codec, errors="replace", newline="") as opened:
        try:
            for number, fields in enumerate(csv.reader(_lines(opened), delimiter=delimiter), start=1):
                if fields == [_END]:
                    return
                if fields and fields[-1].endswith(_END):
                    raise Unreadable(sheet_words.OPEN_QUOTE, row=number)
                yield number, fields
        except csv.Error as fault:
            raise Unreadable(sheet_words.OPEN_QUOTE, row=number + 1) from fault


def _lines(opened: TextIO) -> Iterator[str]:
    """The end is a line of its own: found within a cell, a quote was never closed and would swallow all rows below."""
    for line in opened:
        yield line.replace(_END, "")
    yield _END


def _sniffed(path: Path, codec: str) -> str:
    """The delimiter that cuts the first records most evenly into most fields."""
    return max(_DELIMITERS, key=lambda delimiter: (_evenness(path, codec, delimiter), -_DELIMITERS.index(delimiter)))


def _evenness(path: Path, codec: str, delimiter: str) -> int:
    widths: Counter[int] = Counter()
    with suppress(Unreadable):
        for _, fields in islice(_records(path, codec, delimiter), _SNIFFED):
            widths[len(fields)] += 1
    return max((times * (width - 1) for width, times in widths.items()), default=0)
