"""格子 · one cell as words, as a moment, as yes or no."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from huying.kit.sheet import Cell
from huying.kit.text import clean, moment

BLANK = frozenset({"", "-", "--", "---", "/", "\\", "无", "空", "null", "none", "n/a", "nan"})
"""What platforms write where there is nothing."""

SHORT = 40
EXACT_BELOW = 10**15
A_DAY = timedelta(days=1)
FAR = timedelta(days=2 * 366)
"""No city platform sets a limit further away than that."""


def words(cell: Cell) -> str:
    """A cell as tidy words: 188006 and not 188006.0, 是 and not True; nothing where it only says that there is nothing."""
    if isinstance(cell, str):
        return clean(cell) if len(cell) > SHORT else _short(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    return str(cell)


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    """Districts, kinds and units come again and again."""
    tidy = clean(text)
    return "" if tidy.lower() in BLANK else tidy


def blurred(cell: Cell) -> bool:
    """A long number kept as a number: the spreadsheet has already lost its last digits."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT_BELOW


def when(cell: Cell, zone: str, *, at: datetime | None) -> datetime | None:
    """The moment a cell tells, or None where it tells nothing; ValueError with words when it cannot be read."""
    if isinstance(cell, str) and cell.strip().lower() in BLANK:
        return None
    return None if cell is None else moment(cell, zone, at=at)


def until(cell: Cell, zone: str, *, at: datetime) -> datetime | None:
    """A limit; a day without an hour lasts until it is over. ValueError when it cannot be one."""
    found = when(cell, zone, at=at + FAR)
    if found is None:
        return None
    local = found.astimezone(ZoneInfo(zone))
    return found + A_DAY if local.hour == local.minute == local.second == 0 else found
