"""读表 · a spreadsheet file as lines of one register. Every wrong cell is found, not only the first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from huying.directory.sheets.cells import Bad, Value
from huying.directory.sheets.columns import Column, known, placed
from huying.directory.sheets.plan import Fault, Line
from huying.kit.sheet import Cell, open_rows


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says."""

    lines: Sequence[Line]
    faults: Sequence[Fault]
    ignored: Sequence[str] = ()


def read_sheet(path: Path, columns: Sequence[Column]) -> Reading:
    """读 · raises `Unreadable` for no spreadsheet, `Unfit` for one without the columns it must have."""
    with open_rows(path, known=known(columns)) as table:
        places = placed(columns, table.columns)
        ignored = [name for place, name in enumerate(table.columns) if place not in places]
        told = {name for column in columns if column.told for name in column.names}
        rows = [(number, {column: cells[place] for place, column in places.items()}) for number, cells in table.rows]
        reading = read_rows(rows)
    return Reading(reading.lines, reading.faults, [name for name in ignored if name not in told])


def read_rows(rows: Iterable[tuple[int, Mapping[Column, Cell]]]) -> Reading:
    """Rows of cells, wherever they come from: a file, or a form on a page."""
    lines, faults = [], []
    for number, cells in rows:
        values: dict[str, Value] = {}
        wrong = [Fault(number, words) for column, cell in cells.items() if (words := _read(column, cell, values))]
        faults += wrong
        if not wrong:
            lines.append(Line(number, values))
    return Reading(lines, faults)


def _read(column: Column, cell: Cell, values: dict[str, Value]) -> str:
    """Put the value in its place; words if it cannot be read."""
    try:
        value = column.sort.read(cell)
    except Bad as error:
        return _("%(column)s%(why)s") % {"column": column.header, "why": error}
    if column.must and value in ("", None, ()):
        return _("没有填写%s") % column.header
    if value not in ("", None, ()) or not column.keeps:
        values[column.name] = value
    return ""
