"""网页表格 · the many `.xls` files that are really web pages holding a table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from lxml import etree

from huying.kit import sheet_words
from huying.kit.sheet_bounds import Cell, Limits, Row
from huying.kit.sheet_leaf import Leaf, admit, plain
from huying.kit.sheet_words import Unreadable

_TAGS: Final = ("table", "tr", "br")
_CELLS: Final = ("td", "th")


@dataclass(slots=True)
class _Table:
    """A table while its rows go by: how far it has come, and what hangs down from rows above."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    hanging: dict[int, int] = field(default_factory=dict)

    def lay(self, row: etree._Element, limits: Limits) -> Row:
        """Put a row's cells where the spans leave room."""
        cells: list[Cell] = []
        for element in row:
            if element.tag in _CELLS:
                self._skip(cells)
                self._put(cells, element, limits)
        self._skip(cells)
        self.rows, self.columns, self.cells = self.rows + 1, max(self.columns, len(cells)), self.cells + len(cells)
        admit(self.rows, self.columns, self.cells, limits)
        return self.rows, cells

    def _skip(self, cells: list[Cell]) -> None:
        while self.hanging.get(len(cells), 0):
            self.hanging[len(cells)] -= 1
            cells.append(None)

    def _put(self, cells: list[Cell], element: etree._Element, limits: Limits) -> None:
        wide = _span(element, "colspan", limits.columns)
        deep = _span(element, "rowspan", limits.rows)
        for place in range(len(cells), len(cells) + wide):
            self.hanging[place] = deep - 1
        cells.append(plain(_text(element)))
        cells.extend([None] * (wide - 1))


def html_leaves(path: Path, codec: str, limits: Limits) -> Iterator[Leaf]:
    """网页 · each table is a page; all are measured before the first is read."""
    tables: dict[int, _Table] = {}
    for place, _ in _laid(path, codec, limits, tables):
        admit(tables[place].rows, 0, sum(table.cells for table in tables.values()), limits)
    if not tables:
        raise Unreadable(sheet_words.NO_TABLE)
    for place, table in sorted(tables.items()):
        yield Leaf(f"{path.stem} {place}", table.rows, table.columns, partial(_rows, path, codec, limits, place))


def _rows(path: Path, codec: str, limits: Limits, wanted: int) -> Iterator[Row]:
    for place, (number, cells) in _laid(path, codec, limits, {}):
        if place == wanted and any(cell is not None for cell in cells):
            yield number, cells


def _laid(path: Path, codec: str, limits: Limits, tables: dict[int, _Table]) -> Iterator[tuple[int, Row]]:
    """Every row of every table as it closes, with its table's place in the page."""
    open_tables: list[int] = []
    begun = 0
    for event, element in _events(path, codec):
        if element.tag == "br" and event == "end":
            element.tail = "\n" + (element.tail or "")
        elif element.tag == "table" and event == "start":
            begun += 1
            open_tables.append(begun)
        elif element.tag == "table" and open_tables:
            open_tables.pop()
        elif element.tag == "tr" and event == "end" and open_tables:
            place = open_tables[-1]
            yield place, tables.setdefault(place, _Table()).lay(element, limits)
            _forget(element)


def _events(path: Path, codec: str) -> Iterator[tuple[str, etree._Element]]:
    with path.open("rb") as opened:
        try:
            yield from etree.iterparse(
                opened, events=("start", "end"), tag=_TAGS, html=True, encoding=codec.removesuffix("-sig")
            )
        except etree.XMLSyntaxError as fault:
            raise Unreadable(sheet_words.NO_TABLE) from fault


def _forget(row: etree._Element) -> None:
    """Let go of what was read, or a large page would stay in memory whole."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext(etree.Element))).replace("\xa0", " ").strip()


def _span(element: etree._Element, name: str, most: int) -> int:
    text = element.get(name, "1").strip()
    return min(most, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 8 else 1
