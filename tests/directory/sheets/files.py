"""Small spreadsheets made by the tests, and what becomes of them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from huying.directory.models import Person
from huying.directory.sheets import REGISTERS, Plan, Reading, export, read_sheet
from huying.kit.sheet import Cell, write
from tests.world import NINE


class Tried(NamedTuple):
    """A file read, and the plan made of it."""

    reading: Reading
    plan: Plan

    @property
    def counts(self) -> dict[str, int]:
        """Only what there is any of."""
        return {fate: count for fate, count in self.plan.counts.items() if count}

    @property
    def faults(self) -> list[str]:
        return [str(fault) for fault in self.plan.faults]


def tried(kind: str, headers: Sequence[str], *rows: Sequence[Cell], at: datetime = NINE) -> Tried:
    """What a file with these rows would do."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        write(path, headers, rows)
        return tried_file(kind, path, at=at)


def tried_file(kind: str, path: Path, *, at: datetime = NINE) -> Tried:
    reading = read_sheet(path, REGISTERS[kind].columns)
    return Tried(reading, REGISTERS[kind].plan(reading, at))


def imported(
    kind: str, headers: Sequence[str], *rows: Sequence[Cell], at: datetime = NINE, by: Person | None = None
) -> Tried:
    """The same, confirmed."""
    found = tried(kind, headers, *rows, at=at)
    assert found.faults == []
    REGISTERS[kind].carry_out(found.reading, mark=found.plan.mark, by=by, at=at)
    return found


def sent_round(kind: str, folder: Path, *, at: datetime = NINE) -> dict[str, int]:
    """Export, then import what was exported."""
    export(REGISTERS[kind], folder / "round.xlsx", at=at)
    found = tried_file(kind, folder / "round.xlsx", at=at)
    assert found.faults == []
    return found.counts
