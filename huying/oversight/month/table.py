"""月度表 · the rows of the page for one reader: units by name, all of them pooled, and the mean of the units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.directory.models import Person, Unit
from huying.directory.roles import SIGHT, Reach
from huying.oversight.month.contribution import DISTRICT
from huying.oversight.month.figures import rows
from huying.oversight.month.rates import QUESTIONS, Rate, Row
from huying.oversight.month.rules import FIGURES
from huying.oversight.month.trend import Trend

RATES = ("response", "resolution", "service", "result")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: what is shown, and the name by which it opens to its cases; `beside` counts the "basically" in it. A rate has
    a bar of `percent`, marked where it lies below the whole district's.
    """

    figure: str
    shown: str
    opens: bool
    beside: int = 0
    beside_figure: str = ""
    percent: int | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    unit: int
    name: str
    cells: Sequence[Cell]
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`pooled` is empty for a reader who sees but a part of the district: parts are not the whole."""

    lines: Sequence[Line]
    pooled: Line | None
    mean: Sequence[tuple[str, str]]


def table(
    by: Person, first: date, last: date, *, at: datetime, months: Mapping[int, Trend] = MappingProxyType({})
) -> Table:
    """月度表 · of the units that this person may see. `months`: the six months of each unit, where they are shown."""
    found, reached = rows(first, last), units_of(by, at=at)
    names = Unit.objects.in_bulk([row.unit for row in found if row.unit != DISTRICT])
    mine = [
        row for row in found if row.unit != DISTRICT and (reached is None or names[row.unit].path.startswith(reached))
    ]
    whole = found[0] if reached is None else None
    lines = [_line(row, names[row.unit].name, whole, months.get(row.unit)) for row in mine]
    pooled = _line(whole, _("合计（按件）"), None, months.get(DISTRICT)) if whole else None
    return Table(sorted(lines, key=lambda line: line.name), pooled, mean_of(mine))


def units_of(by: Person, *, at: datetime) -> tuple[str, ...] | None:
    """The branches whose figures somebody may see; None for the whole district."""
    posts = by.posts_on(localdate(at))
    if any(SIGHT[post.sight].reach is Reach.WHOLE for post in posts):
        return None
    return tuple(post.unit.path for post in posts if SIGHT[post.sight].reach is not Reach.NONE)


def mean_of(units: Iterable[Row]) -> list[tuple[str, str]]:
    """各单位平均 · of each rate, over the units that have one."""
    units = list(units)
    return [(name, _mean([getattr(row, name) for row in units])) for name in RATES]


def _mean(rates: Iterable[Rate]) -> str:
    """Of the exact shares, rounded once."""
    shares = [Decimal(100) * rate.part / rate.whole for rate in rates if rate.whole]
    return str((sum(shares, Decimal()) / len(shares)).quantize(HUNDREDTH, ROUND_HALF_UP)) if shares else "—"


BESIDE: Mapping[str, str] = {"resolution": "solved", "service": "service", "result": "result"}
"""Rate → the question whose "basically" stands beside it."""


def _line(row: Row, name: str, whole: Row | None, trend: Trend | None) -> Line:
    shown = [figure for figure in FIGURES if not figure.name.endswith("_basically")]
    return Line(row.unit, name, [_cell(row, figure.name, whole) for figure in shown], trend)


def _cell(row: Row, name: str, whole: Row | None) -> Cell:
    value = getattr(row, name)
    share = value.percent if isinstance(value, Rate) else None
    usual = getattr(whole, name).percent if share is not None and whole else None
    question = BESIDE.get(name, "")
    beside = row.basically[question] if question in QUESTIONS else 0
    opens = bool(value.part if isinstance(value, Rate) else value)
    below = share is not None and usual is not None and share < usual
    percent = None if share is None else round(share)
    return Cell(name, str(value), opens, beside, f"{question}_basically" if beside else "", percent, below)
