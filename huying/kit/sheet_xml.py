"""XML 表格 · the 2003 form that older platforms still export under the name .xls."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from lxml import etree

from huying.kit import sheet_words
from huying.kit.sheet_bounds import Cell, Limits, Row
from huying.kit.sheet_leaf import Leaf, admit, plain
from huying.kit.sheet_words import Unreadable

NAMESPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_SS: Final = f"{{{NAMESPACE}}}"
_TAGS: Final = tuple(_SS + name for name in ("Worksheet", "Row"))


def xml_leaves(path: Path, limits: Limits) -> Iterator[Leaf]:
    """XML · the worksheets; all are measured before the first is read."""
    sizes: dict[str, tuple[int, int, int]] = {}
    for name, (number, cells) in _laid(path, limits):
        _, columns, count = sizes.get(name, (0, 0, 0))
        sizes[name] = number, max(columns, len(cells)), count + len(cells)
        admit(*sizes[name], limits)
    for name, (rows, columns, _) in sizes.items():
        yield Leaf(name, rows, columns, partial(_rows, path, limits, name))


def _rows(path: Path, limits: Limits, wanted: str) -> Iterator[Row]:
    for name, (number, cells) in _laid(path, limits):
        if name == wanted and any(cell is not None for cell in cells):
            yield number, cells


def _laid(path: Path, limits: Limits) -> Iterator[tuple[str, Row]]:
    name, number = "", 0
    for event, element in _events(path):
        if element.tag == _TAGS[0] and event == "start":
            name, number = element.get(f"{_SS}Name", ""), 0
        elif element.tag == _TAGS[1] and event == "end":
            number = _index(element, number)
            yield name, (number, _cells(element, limits))
            element.clear()


def _events(path: Path) -> Iterator[tuple[str, etree._Element]]:
    """A document type is refused at the first sight of an element, before anything could be expanded."""
    try:
        with path.open("rb") as opened:
            parser = etree.iterparse(
                opened, events=("start", "end"), tag=_TAGS, resolve_entities=False, no_network=True, load_dtd=False
            )
            for event, element in parser:
                if element.getroottree().docinfo.internalDTD is not None:
                    raise Unreadable(sheet_words.UNSAFE)
                yield event, element
    except etree.XMLSyntaxError as fault:
        raise Unreadable(sheet_words.BROKEN) from fault


def _cells(row: etree._Element, limits: Limits) -> list[Cell]:
    cells: list[Cell] = []
    for element in row.iterchildren(f"{_SS}Cell"):
        place = _index(element, len(cells))
        across = int(element.get(f"{_SS}MergeAcross", "0"))
        admit(0, place + across, 0, limits)
        cells += [None] * (place - 1 - len(cells))
        cells.append(_value(element.find(f"{_SS}Data")))
        cells += [None] * across
    return cells


def _index(element: etree._Element, last: int) -> int:
    return int(element.get(f"{_SS}Index", last + 1))


def _value(element: etree._Element | None) -> Cell:
    if element is None:
        return None
    text = "".join(str(piece) for piece in element.itertext())
    kind = element.get(f"{_SS}Type")
    with suppress(ValueError):
        if kind == "Number":
            return plain(float(text))
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    return text == "1" if kind == "Boolean" else plain(text)
