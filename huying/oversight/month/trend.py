"""近六月 · the share of solved cases of each unit in the six months up to one, as a small line, and its change from the month before."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from huying.directory.jurisdiction import here
from huying.oversight.month.models import Tally
from huying.oversight.month.rates import Rate
from huying.oversight.month.rules import BY_NAME

MONTHS = 6
SOLVED, OF = BY_NAME["resolution"].cells, "valid"
WIDE, HIGH, EDGE = 84, 24, 4
"""Of the drawing, in units of its view box."""

LEAST = Decimal(2)
"""Per cent that the height stands for at least: a tenth of a point is no mountain."""


@dataclass(frozen=True, slots=True)
class Trend:
    """`months`: first day of each, oldest first, with its rate. `points`: x,y of those that have one."""

    months: Sequence[tuple[date, Rate]]
    points: Sequence[tuple[float, float]]

    @property
    def line(self) -> str:
        """As an SVG polyline wants it."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)

    @property
    def end(self) -> tuple[float, float] | None:
        """Where the last dot stands."""
        return self.points[-1] if self.points else None

    @property
    def change(self) -> Decimal | None:
        """较上月 · points more or less than the month before; None where one of the two has no rate."""
        before, here_now = self.months[-2][1].percent, self.months[-1][1].percent
        return None if before is None or here_now is None else here_now - before

    @property
    def less(self) -> Decimal:
        """How many points it fell, without the sign."""
        return -(self.change or Decimal())

    @property
    def words(self) -> str:
        """What it shows, for whoever does not see it."""
        told = [_("%(month)s 月 %(rate)s") % {"month": first.month, "rate": rate} for first, rate in self.months]
        return _("近 6 月解决率：%(months)s") % {"months": _("，").join(told)}


def trends(last: date) -> Mapping[int, Trend]:
    """By unit, for the month of that day and the five before; one question."""
    firsts = _months(last)
    found = Tally.objects.filter(jurisdiction=here(), day__range=(firsts[0], last), figure__in=(*SOLVED, OF))
    sums = found.annotate(month=TruncMonth("day")).values_list("unit", "month", "figure").annotate(total=Sum("count"))
    counts: dict[int, dict[date, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for unit, month, figure, total in sums:
        counts[unit][month][figure] += total
    return {unit: drawn([(first, _rate(months[first])) for first in firsts]) for unit, months in counts.items()}


def drawn(months: Sequence[tuple[date, Rate]]) -> Trend:
    """The line between the lowest and the highest of its own rates; a month without a rate is left out."""
    shown = [(n, rate.percent) for n, (_first, rate) in enumerate(months) if rate.percent is not None]
    low = min((percent for _n, percent in shown), default=Decimal())
    high = max([low + LEAST, *(percent for _n, percent in shown)])
    step, room = (WIDE - 2 * EDGE) / (len(months) - 1), HIGH - 2 * EDGE
    return Trend(months, [(EDGE + n * step, HIGH - EDGE - room * float((p - low) / (high - low))) for n, p in shown])


def _rate(counts: Counter[str]) -> Rate:
    return Rate(sum(counts[cell] for cell in SOLVED), counts[OF])


def _months(last: date) -> list[date]:
    """The first days of six months, oldest first."""
    firsts = [last.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    return firsts
