"""先查压缩包 · look through an .xlsx before any reader opens it.

A 4.6 KB file with one cell at XFD1048576 makes a fast reader ask for 549 GB, so every worksheet's cell
references are read in a stream first, and so are the sizes and the prologues of all parts.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from huying.kit import sheet_words
from huying.kit.sheet_bounds import Limits
from huying.kit.sheet_words import Unreadable

_ENCRYPTED_FLAG: Final = 0x1
_CHUNK: Final = 1 << 20
_LONGEST_TAG: Final = 1 << 16
_RATIO_MATTERS_FROM: Final = 16 << 20
_MOST_ERRORS: Final = 100_000
_CELL: Final = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]*?\s)?r="\$?([A-Za-z]{1,7})\$?(\d{1,10})"[^<>]*(?<!/)>')
_ERROR: Final = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*\bt="e")(?:[^<>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^<>]*>'
    rb"(?:<f\b[^<>]*?(?:/>|>[^<]*</f>))?<v>([#A-Z0-9/!?]{1,20})</v>"
)
_BROKEN: Final = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


@dataclass(slots=True)
class Extent:
    """范围 · how far a worksheet's filled cells reach, how many there are, and what its error cells say."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, piece: bytes) -> None:
        """Take in the cells of one piece of the worksheet, cut between two tags."""
        found = _CELL.findall(piece)
        if not found:
            return
        letters, numbers = zip(*found, strict=True)
        self.cells += len(found)
        self.rows = max(self.rows, max(map(int, set(numbers))))
        self.columns = max(self.columns, max(map(_column, set(letters))))
        if b't="e"' in piece and len(self.errors) < _MOST_ERRORS:
            for letter, number, text in _ERROR.findall(piece):
                self.errors[int(number), _column(letter)] = text.decode()


def survey(path: Path, limits: Limits) -> dict[str, Extent]:
    """先查 · refuse what is no honest workbook; return the extent of every worksheet by its part's name."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _admit_kind({part.filename.lower() for part in parts})
            _admit_sizes(parts, limits)
            return dict(_extents(archive, parts))
    except _BROKEN as fault:
        raise Unreadable(sheet_words.BROKEN) from fault


def _admit_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if names & {"xl/workbook.bin", "content.xml", "index/document.iwa"}:
        raise Unreadable(sheet_words.OTHER_FORMAT)
    raise Unreadable(sheet_words.NOT_A_SHEET)


def _admit_sizes(parts: list[ZipInfo], limits: Limits) -> None:
    """The reader below never inflates more than a part declares, so the declared sizes bind."""
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise Unreadable(sheet_words.ENCRYPTED)
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or any(_astray(name) for name in names):
        raise Unreadable(sheet_words.UNSAFE)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise Unreadable(sheet_words.BROKEN)
    swollen = any(_swollen(part, limits) for part in parts)
    total = sum(part.file_size for part in parts)
    if swollen or total > limits.expanded_bytes or len(parts) > limits.archive_entries:
        raise Unreadable(sheet_words.TOO_EXPANDED)


def _astray(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name)


def _swollen(part: ZipInfo, limits: Limits) -> bool:
    grown = part.file_size > _RATIO_MATTERS_FROM
    return grown and part.file_size > limits.expanded_ratio * max(1, part.compress_size)


def _extents(archive: ZipFile, parts: list[ZipInfo]) -> Iterator[tuple[str, Extent]]:
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            extent = _scan(archive, part)
            if extent is not None:
                yield part.filename.lower(), extent


def _scan(archive: ZipFile, part: ZipInfo) -> Extent | None:
    """Read one part to its end: no document type anywhere, and a worksheet's cells counted."""
    extent: Extent | None = None
    for place, piece in enumerate(_pieces(archive, part)):
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise Unreadable(sheet_words.UNSAFE)
        if place == 0 and re.search(rb"<(?:\w+:)?worksheet[\s>]", piece):
            extent = Extent()
        if extent is not None:
            extent.add(piece)
    return extent


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """The part in pieces that end where a row or a tag begins, never within a cell if that can be helped."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            rest += chunk
            cut = max(rest.rfind(b"<row"), rest.rfind(b"<c "))
            if cut <= 0:
                cut = rest.rfind(b"<") if len(rest) > _LONGEST_TAG else -1
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > 4 * _CHUNK:
                yield rest
                rest = rest[-_LONGEST_TAG:]
    yield rest


def _column(letters: bytes) -> int:
    """XFD → 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
