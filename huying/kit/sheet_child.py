"""读表的孩子 · the process that opens the file: confined first, then it reads, then it is gone.

Run as `python -m huying.kit.sheet_child`: the request comes in on stdin, frames go out on stdout.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from huying.kit import sheet_words
from huying.kit.sheet_book import xls_leaves, xlsx_leaves
from huying.kit.sheet_bounds import Cell, Limits, Row
from huying.kit.sheet_encoding import guess
from huying.kit.sheet_header import choose
from huying.kit.sheet_html import html_leaves
from huying.kit.sheet_leaf import Leaf
from huying.kit.sheet_pipe import send
from huying.kit.sheet_text import text_leaves
from huying.kit.sheet_words import Unreadable
from huying.kit.sheet_xml import NAMESPACE, xml_leaves

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SHEETS: Final = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK", b"MZ")
_OTHER_SHEETS: Final = (b"MIME-Version", b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_HEAD: Final = 8192
_FRAME_ROWS: Final = 400
_FRAME_CHARACTERS: Final = 200_000


def main() -> None:
    """听、读、说 · one request, one sheet, one end."""
    request = json.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    _confine(limits)
    with _voice() as out:
        try:
            _tell(out, Path(request["path"]), request["known"], limits)
        except Unreadable as refusal:
            send(out, {"refused": refusal.words, "values": refusal.values})
        except MemoryError:
            send(out, {"refused": sheet_words.TOO_HEAVY})


def _confine(limits: Limits) -> None:
    """No more memory, time, files or traces than one spreadsheet needs."""
    bounds = (
        (resource.RLIMIT_AS, limits.memory_bytes, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds, 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, 32, 0),
    )
    for kind, bound, grace in bounds:
        hard = resource.getrlimit(kind)[1]
        most = sys.maxsize if hard == resource.RLIM_INFINITY else hard
        resource.setrlimit(kind, (min(bound, most), min(bound + grace, most)))


def _voice() -> BinaryIO:
    """The pipe for frames; whatever a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def _tell(out: BinaryIO, path: Path, known: list[str], limits: Limits) -> None:
    kind, leaves = _opened(path, limits)
    leaf, header = choose(leaves, known)
    head = {
        "name": leaf.name,
        "kind": kind,
        "header_row_index": header.number - 1,
        "columns": header.columns,
        "total": max(0, leaf.height - header.number),
    }
    send(out, {"sheet": head})
    out.flush()
    below = ((number, cells) for number, cells in leaf.rows() if number > header.number)
    for batch in _batches(below, len(header.columns), limits):
        send(out, {"rows": batch})
    send(out, {"end": True})


def _opened(path: Path, limits: Limits) -> tuple[str, Iterator[Leaf]]:
    """By content, never by name."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(sheet_words.EMPTY)
    if size > limits.file_bytes:
        raise Unreadable(sheet_words.TOO_LARGE, megabytes=limits.file_bytes // 2**20)
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    if head.startswith(_ZIP):
        return "xlsx", xlsx_leaves(path, limits)
    if head.startswith(_OLE):
        return "xls", xls_leaves(path, limits)
    return _opened_text(path, head, limits)


def _opened_text(path: Path, head: bytes, limits: Limits) -> tuple[str, Iterator[Leaf]]:
    if head.startswith(_OTHER_SHEETS):
        raise Unreadable(sheet_words.OTHER_FORMAT)
    codec = None if head.startswith(_NO_SHEETS) else guess(path)
    if codec is None:
        raise Unreadable(sheet_words.NOT_A_SHEET)
    text = head.decode(codec, "replace").lstrip("\ufeff \t\r\n")
    if not text:
        raise Unreadable(sheet_words.NO_ROWS)
    if not text.startswith("<"):
        return "csv", text_leaves(path, codec, limits)
    if NAMESPACE in text:
        return "xml", xml_leaves(path, limits)
    return "html", html_leaves(path, codec, limits)


def _batches(rows: Iterator[Row], width: int, limits: Limits) -> Iterator[list[Row]]:
    """Rows in handfuls: few enough to keep both sides small, enough to keep the pipe busy."""
    batch: list[Row] = []
    weight = 0
    for number, cells in rows:
        weight += _weight(number, cells, limits)
        batch.append((number, _fitted(cells, width)))
        if len(batch) == _FRAME_ROWS or weight > _FRAME_CHARACTERS:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _weight(number: int, cells: list[Any], limits: Limits) -> int:
    weight = sum(len(cell) for cell in cells if isinstance(cell, str))
    if weight > limits.row_characters:
        raise Unreadable(sheet_words.LONG_ROW, row=number)
    return weight


def _fitted(cells: list[Cell], width: int) -> list[Cell]:
    return cells + [None] * (width - len(cells)) if len(cells) < width else cells


if __name__ == "__main__":
    main()
