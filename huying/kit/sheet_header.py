"""表头 · which page of the file is meant, which of its first rows is the header, and what the columns are called."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from huying.kit import sheet_words
from huying.kit.sheet_bounds import Cell
from huying.kit.sheet_leaf import Leaf
from huying.kit.sheet_words import Unreadable

_SCANNED: Final = 20
_LONGEST_NAME: Final = 40
_LONGEST_GROUP: Final = 20
_SPACE: Final = re.compile(r"\s+")
_DECORATION: Final = re.compile(r"^[*]+|[*:]+$|\((?:必填|选填|必填项|选填项)\)")


@dataclass(frozen=True, slots=True)
class Header:
    """表头 · its row's number in Excel, the cleaned names, and how many of them were known."""

    number: int
    columns: list[str]
    recognised: int


def choose(leaves: Iterable[Leaf], known: Collection[str]) -> tuple[Leaf, Header]:
    """选页 · the first page whose header has known names, else the first that is not empty."""
    wanted = frozenset(clean(name) for name in known)
    first: tuple[Leaf, Header] | None = None
    for leaf in leaves:
        header = find(leaf, wanted)
        if header is None:
            continue
        if header.recognised >= max(1, min(2, len(wanted))):
            return leaf, header
        first = first or (leaf, header)
    if first is None:
        raise Unreadable(sheet_words.NO_ROWS)
    return first


def find(leaf: Leaf, known: frozenset[str]) -> Header | None:
    """找表头 · of the first twenty rows, the one with most known names, then with most short texts."""
    top = list(islice(leaf.rows(), _SCANNED))
    if not top:
        return None
    best = max(range(len(top)), key=lambda place: (*_score(top[place][1], known), -place))
    number, cells = top[best]
    names = [clean(cell) for cell in cells]
    if best and top[best - 1][0] == number - 1:
        names = _filled(names, top[best - 1][1])
    names += [""] * (leaf.width - len(names))
    return Header(number, _distinct(names), _score(cells, known)[0])


def clean(cell: Cell) -> str:
    """列名 · one width, no white space, no marks of obligation."""
    text = _SPACE.sub("", unicodedata.normalize("NFKC", "" if cell is None else str(cell)))
    return _DECORATION.sub("", text)[:_LONGEST_NAME]


def _score(cells: Sequence[Cell], known: frozenset[str]) -> tuple[int, int]:
    texts = [clean(cell) for cell in cells if isinstance(cell, str) and len(cell) <= 2 * _LONGEST_NAME]
    return sum(text in known for text in set(texts)), len(texts)


def _filled(names: list[str], above: Sequence[Cell]) -> list[str]:
    """A cell merged over two header rows keeps its name in the upper one."""
    upper = [clean(cell) if isinstance(cell, str) else "" for cell in above]
    if sum(map(bool, upper)) < 2:
        return names
    upper += [""] * (len(names) - len(upper))
    return [name or (over if len(over) <= _LONGEST_GROUP else "") for name, over in zip(names, upper, strict=False)]


def _distinct(names: list[str]) -> list[str]:
    """内容, 内容 → 内容, 内容(2); a column without a name is called by its place."""
    taken: set[str] = set()
    for place, name in enumerate(names):
        base = name or f"第{place + 1}列"
        unique, turn = base, 1
        while unique in taken:
            turn += 1
            unique = f"{base}({turn})"
        taken.add(unique)
        names[place] = unique
    return names
