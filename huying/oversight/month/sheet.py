"""导出月度表 · the rows as they are shown, then who took it and when, then the rules."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.directory.models import Person
from huying.kit.sheet import Cell
from huying.oversight.month.period import Period
from huying.oversight.month.rules import FIGURES, MEAN, NOTHING, POOLED, Figure
from huying.oversight.month.table import Line, Table


def columns() -> list[str]:
    """The figures by name; each rate with its "basically" beside it."""
    return [_("单位"), *(str(figure.label) for figure in _shown()), *(str(one.label) for one in _beside())]


def lines(table: Table, days: Period, *, by: Person, at: datetime) -> Iterator[Sequence[Cell]]:
    """Units, then all together, then their mean; at the end what it all means."""
    for line in (*table.lines, *([table.pooled] if table.pooled else [])):
        yield _row(line)
    yield [_("各单位平均"), *_means(table)]
    yield []
    taken = {"label": days.label, "name": by.name, "at": f"{localtime(at):%Y-%m-%d %H:%M}"}
    yield [_("期间 %(label)s；%(name)s 于 %(at)s 导出") % taken]
    for figure in FIGURES:
        yield [f"{figure.label}：{figure.rule}"]
    for note in (POOLED, MEAN, NOTHING):
        yield [str(note)]


def _row(line: Line) -> list[Cell]:
    beside = [cell.beside for cell in line.cells if cell.figure in ("resolution", "service", "result")]
    return [line.name, *(_number(cell.shown) for cell in line.cells), *beside]


def _means(table: Table) -> list[Cell]:
    found = dict(table.mean)
    return [_number(found[figure.name]) if figure.name in found else "" for figure in _shown()]


def _number(shown: str) -> Cell:
    """A number in the sheet where it is one; "—" stays what it is."""
    return shown if shown == "—" else float(shown) if "." in shown else int(shown)


def _shown() -> list[Figure]:
    return [figure for figure in FIGURES if not figure.name.endswith("_basically")]


def _beside() -> list[Figure]:
    return [figure for figure in FIGURES if figure.name.endswith("_basically")]
