"""表格的界限 · what a cell may be, and how much of a file we are willing to read."""

from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | bool | datetime | date | None
Row = tuple[int, list[Cell]]
"""A row and its number as Excel shows it (the first row of the sheet is 1)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """界限 · generous for a city's yearly export, hopeless for a bomb."""

    rows: int = 300_000
    columns: int = 500
    cells: int = 6_000_000
    row_characters: int = 1_000_000
    file_bytes: int = 200 * 2**20
    expanded_bytes: int = 800 * 2**20
    expanded_ratio: int = 200
    archive_entries: int = 5_000
    memory_bytes: int = 1 * 2**30
    cpu_seconds: int = 60
    wait_seconds: int = 120
    """Seconds spent waiting for the child in all; a slow consumer costs nothing."""


DEFAULT = Limits()
