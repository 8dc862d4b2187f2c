"""五个数 · what came in this month, what is open, and three rates, each beside the same days of the month before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.directory.models import Person, Unit
from huying.oversight.month.contribution import DISTRICT
from huying.oversight.month.figures import rows
from huying.oversight.month.rates import Rate, Row
from huying.oversight.month.table import units_of

RATES: Mapping[str, str | Promise] = {"response": _("响应率"), "resolution": _("解决率"), "result": _("满意率")}


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of the month's page and its change in points; None where either month has none."""

    name: str
    label: str
    shown: str
    percent: int
    change: Decimal | None

    @property
    def rose(self) -> bool:
        return self.change is not None and self.change > 0

    @property
    def moved(self) -> Decimal:
        """Without its sign: an arrow says which way."""
        return abs(self.change or Decimal())


@dataclass(frozen=True, slots=True)
class Month:
    """The days so far, the figures, and the units with their own."""

    first: date
    last: date
    received: Number
    rates: list[Number]
    units: list[tuple[Unit, Row]]
    unit: int | None
    """The one whose figures stand above: 0 the district, None a branch that has no row of its own."""


def month(by: Person, *, at: datetime) -> Month:
    """本月 · as far as this person sees: the district, or the units of a branch together."""
    last = localdate(at)
    first = last.replace(day=1)
    now, units, whole = _figures(by, first, last, at)
    before, _units, _whole = _figures(by, *_before(first, last), at)
    rates = [_rate(name, str(label), now[name], before[name]) for name, label in RATES.items()]
    received = _count(now["received"].part, before["received"].part)
    return Month(first, last, received, rates, _ranked(units), DISTRICT if whole else None)


def _before(first: date, last: date) -> tuple[date, date]:
    """The same days of the month before, as far as it has them."""
    end = first - timedelta(days=1)
    return end.replace(day=1), end.replace(day=min(last.day, end.day))


def _figures(by: Person, first: date, last: date, at: datetime) -> tuple[dict[str, Rate], list[tuple[Unit, Row]], bool]:
    found, reached = rows(first, last), units_of(by, at=at)
    whole = reached is None or not Unit.objects.exclude(path__startswith=reached[0] if reached else "-").exists()
    names = Unit.objects.in_bulk([row.unit for row in found if row.unit != DISTRICT])
    units = [(names[row.unit], row) for row in found if row.unit in names and _within(names[row.unit], reached)]
    counted = [found[0]] if whole else [row for _unit, row in units]
    return _together(counted), units, whole


def _within(unit: Unit, reached: tuple[str, ...] | None) -> bool:
    return reached is None or unit.path.startswith(reached)


def _together(rows: Iterable[Row]) -> dict[str, Rate]:
    """Numerators and denominators added: pooled, not a mean of percentages (RULES §4)."""
    rows = list(rows)
    sums = {name: _sum(getattr(row, name) for row in rows) for name in RATES}
    return sums | {"received": Rate(sum(row.received for row in rows), 1)}


def _sum(rates: Iterable[Rate]) -> Rate:
    rates = list(rates)
    return Rate(sum(rate.part for rate in rates), sum(rate.whole for rate in rates))


def _rate(name: str, label: str, now: Rate, before: Rate) -> Number:
    both = now.percent is not None and before.percent is not None
    change = now.percent - before.percent if both else None  # type: ignore[operator]
    return Number(name, label, str(now), round(now.percent or 0), change)


def _count(now: int, before: int) -> Number:
    return Number("received", str(_("本月受理")), str(now), 0, Decimal(now - before) if before else None)


def _ranked(units: list[tuple[Unit, Row]]) -> list[tuple[Unit, Row]]:
    """Those with counted cases, the most solved first; among equals the better liked, then the busier."""
    counted = [(unit, row) for unit, row in units if row.valid]
    return sorted(counted, key=lambda pair: _rank(pair[1]), reverse=True)


def _rank(row: Row) -> tuple[Decimal, Decimal, int]:
    return row.resolution.percent or Decimal(), row.result.percent or Decimal(), row.valid
