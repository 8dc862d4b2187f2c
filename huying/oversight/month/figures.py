"""一段时间的数字 · the rows of the month's page, from the counts; and the same from the ledger, to compare."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet, Sum

from huying.case.models import Case
from huying.directory.jurisdiction import here
from huying.oversight.month.contribution import DISTRICT
from huying.oversight.month.models import Counted, Tally
from huying.oversight.month.rates import Row, row_of
from huying.oversight.month.tally import added


def rows(first: date, last: date) -> list[Row]:
    """The district first, then the units by number, for the days from first to last, both included."""
    found = Tally.objects.filter(jurisdiction=here(), day__range=(first, last)).values_list("unit", "figure")
    return _rows(Counter({(unit, figure): count for unit, figure, count in found.annotate(total=Sum("count"))}))


def recomputed(first: date, last: date) -> list[Row]:
    """The same from the lines of every case; what `rows` must equal."""
    counts: Counter[tuple[int, str]] = Counter()
    for cells in added(Case.objects.values_list("pk", flat=True)).values():
        counts.update((cell.unit, cell.figure) for cell in cells if first <= cell.day <= last)
    return _rows(counts)


def _rows(counts: Mapping[tuple[int, str], int]) -> list[Row]:
    units = sorted({unit for (unit, _), count in counts.items() if count} | {DISTRICT})
    return [row_of(unit, {figure: count for (of, figure), count in counts.items() if of == unit}) for unit in units]


def cases_of(cells: str | Iterable[str], unit: int, first: date, last: date) -> QuerySet[Case]:
    """The cases behind a figure. The page asks `seen_by` of them like of all others."""
    names = [cells] if isinstance(cells, str) else list(cells)
    counted = Counted.objects.filter(jurisdiction=here(), figure__in=names, unit=unit, day__range=(first, last))
    return Case.objects.filter(pk__in=counted.values("case"))
