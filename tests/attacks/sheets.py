"""表格语料续 · the corpus of the kit, and as many again: cut short, bytes turned over, texts in strange clothes."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.kit import corpus
from tests.kit.corpus_parts import COLUMNS, ROWS, Sample, cell, pack, raw_book, row, table, worksheet
from tests.kit.corpus_texts import csv_text, html_text

SENT = [sample for sample in corpus.SAMPLES if sample.name not in {"folder", "nothing_there"}]
"""What a browser can send: a file."""

WHOLE = {"plain_xlsx": ".xlsx", "old_xls": ".xls", "csv_gb18030": ".csv", "html_as_xls": ".xls", "xml_2003": ".xls"}


def _sample(name: str, suffix: str, content: Callable[[Path], None]) -> Sample:
    return Sample(name, suffix, content)


def _original(name: str, path: Path) -> bytes:
    next(sample for sample in SENT if sample.name == name).make(path)
    return path.read_bytes()


def _changed(name: str, change: Callable[[bytes], bytes], path: Path) -> None:
    path.write_bytes(change(_original(name, path)))


def _damaged() -> Iterator[Sample]:
    for name, suffix in WHOLE.items():
        for share in (10, 50, 80):
            yield _sample(f"{name}_cut_{share}", suffix, partial(_changed, name, partial(_cut, share)))
        for seed in range(4):
            yield _sample(f"{name}_turned_{seed}", suffix, partial(_changed, name, partial(_turned, seed)))


def _cut(share: int, content: bytes) -> bytes:
    return content[: len(content) * share // 100]


def _turned(seed: int, content: bytes) -> bytes:
    chance, turned = random.Random(seed), bytearray(content)
    for _ in range(10):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


EVIL = {
    "formula": "=cmd|'/c calc'!A0",
    "plus": "+SUM(1)",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "script": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% debug %}",
    "percent": "%s %(x)s %n %d",
    "quote": "'; DROP TABLE case_case; --",
    "crlf": "灯\r\nSet-Cookie: a=b",
    "bidi": "\u202e灯\u202c",
    "emoji": "灯👨‍👩‍👧‍👦坏",
    "lone": "灯\ufffe坏",
}


def _texts() -> Iterator[Sample]:
    """Words that would do something elsewhere: here they are words, in cells and in headers."""
    for name, words in EVIL.items():
        cells = csv_text(lines=[COLUMNS, ["GD9", words, words, "13800000009", "2024-1-3"]]).encode()
        heads = csv_text(lines=[[words, *COLUMNS[1:]], ROWS[0]]).encode()
        yield _sample(f"evil_{name}_csv", ".csv", partial(_put, cells))
        yield _sample(f"evil_{name}_head", ".csv", partial(_put, heads))
        yield _sample(f"evil_{name}_xlsx", ".xlsx", partial(_book, words))


def _put(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _book(words: str, path: Path) -> None:
    seen = words.replace("\ufffe", "")
    raw_book(path, worksheet(table([COLUMNS, ["GD9", seen, seen, "13800000009", "2024-1-3"]])))


def _odd() -> Iterator[Sample]:
    for charset in ("utf-8", "gb2312", "no-such-charset", "utf-7", "utf-16"):
        yield _sample(f"page_{charset}", ".xls", partial(_put, html_text(charset).encode("gb18030")))
    yield _sample("deep_page", ".xls", partial(_put, b"<table><tr><td>" * 4000))
    yield _sample("long_line", ".csv", partial(_put, b"a," * 600_000))
    yield _sample("quotes", ".csv", partial(_put, b'"' * 99_999))
    for name, body in BODIES.items():
        yield _sample(name, ".xlsx", partial(_sheet_of, body))
    yield _sample("no_parts", ".xlsx", lambda path: pack(path, {}))
    yield _sample("only_types", ".xlsx", lambda path: pack(path, {"[Content_Types].xml": "<Types/>"}))


def _sheet_of(body: str, path: Path) -> None:
    raw_book(path, worksheet(body))


ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(5000))
BODIES = {
    "deep_xml": "<row>" * 20_000,
    "many_attributes": row(1, [f"<c {ATTRIBUTES}/>"]),
    "negative_row": row(-1, [cell("A-1", "灯")]),
    "row_zero": row(0, [cell("A0", "灯")]),
    "huge_row": row(10**30, [cell(f"A{10**30}", "灯")]),
}

MORE = [*_damaged(), *_texts(), *_odd()]
SHEETS = [*SENT, *MORE]
