"""工作簿 · .xlsx and .xls through calamine, after the archive has been looked through."""

import mmap
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from posixpath import join, normpath
from typing import Final
from zipfile import ZipFile

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from huying.kit import sheet_words, sheet_zip
from huying.kit.sheet_bounds import Cell, Limits, Row
from huying.kit.sheet_leaf import Leaf, admit, plain
from huying.kit.sheet_words import Unreadable
from huying.kit.sheet_zip import Extent

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_STREAMS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_RELATION: Final = "{*}Relationship"


def xlsx_leaves(path: Path, limits: Limits) -> Iterator[Leaf]:
    """新式 · the visible sheets of an .xlsx, each admitted by its extent before it is loaded."""
    extents = sheet_zip.survey(path, limits)
    parts = _parts(path)
    book = _opened(path, ".xlsx")
    for name in _visible(book):
        extent = extents.get(parts.get(name, ""), Extent())
        admit(extent.rows, extent.columns, max(extent.cells, extent.rows * extent.columns), limits)
        yield _leaf(book, name, extent, limits)


def xls_leaves(path: Path, limits: Limits) -> Iterator[Leaf]:
    """旧式 · the visible sheets of an .xls, unless it is locked or no workbook at all."""
    with path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(_ENCRYPTED) >= 0:
            raise Unreadable(sheet_words.ENCRYPTED)
        if all(content.find(stream) < 0 for stream in _STREAMS):
            raise Unreadable(sheet_words.NOT_A_SHEET)
    book = _opened(path, ".xls")
    for name in _visible(book):
        yield _leaf(book, name, Extent(), limits)


def _opened(path: Path, suffix: str) -> CalamineWorkbook:
    """By path the file need not be in memory whole, but the reader would believe a wrong name."""
    try:
        if path.suffix.lower() == suffix:
            return CalamineWorkbook.from_path(path)
        with path.open("rb") as opened:
            return CalamineWorkbook.from_filelike(opened)
    except PasswordError as fault:
        raise Unreadable(sheet_words.ENCRYPTED) from fault
    except CalamineError as fault:
        raise Unreadable(sheet_words.BROKEN) from fault


def _visible(book: CalamineWorkbook) -> list[str]:
    """Sheets of cells only; hidden ones (lists for drop-downs) come last."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)]


def _leaf(book: CalamineWorkbook, name: str, extent: Extent, limits: Limits) -> Leaf:
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError as fault:
        raise Unreadable(sheet_words.BROKEN) from fault
    first_column = sheet.start[1] if sheet.start else 0
    height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    admit(height, width, sheet.height * sheet.width, limits)
    return Leaf(name, height, sheet.width, partial(_rows, sheet, extent, first_column))


def _rows(sheet: CalamineSheet, extent: Extent, first_column: int) -> Iterator[Row]:
    """The reader leaves error cells blank; their words come from the survey."""
    told: dict[int, list[tuple[int, str]]] = {}
    for (row, place), text in extent.errors.items():
        told.setdefault(row, []).append((place - 1 - first_column, text))
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells: list[Cell] = [plain(value) for value in values]
        for place, text in told.get(number, ()):
            if 0 <= place < len(cells):
                cells[place] = text
        if any(cell is not None for cell in cells):
            yield number, cells


def _parts(path: Path) -> dict[str, str]:
    """A sheet's name → the archive part that holds it."""
    with ZipFile(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        book = _tree(archive, names.get("xl/workbook.xml"))
        relations = _tree(archive, names.get("xl/_rels/workbook.xml.rels"))
    if book is None or relations is None:
        return {}
    targets = {node.get("Id"): node.get("Target", "") for node in relations.iter(_RELATION)}
    return {
        sheet.get("name", ""): normpath(join("/xl", targets.get(_relation_of(sheet), ""))).lstrip("/").lower()
        for sheet in book.iter("{*}sheet")
    }


def _tree(archive: ZipFile, name: str | None) -> etree._Element | None:
    if name is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(sheet_words.BROKEN) from fault


def _relation_of(sheet: etree._Element) -> str | None:
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
