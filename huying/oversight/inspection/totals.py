"""合计 · the counts of the month against the cells of which they are made."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Count, Sum

from huying.directory.jurisdiction import here
from huying.oversight.inspection.compare import Found
from huying.oversight.month.models import Counted, Tally


def compare_totals() -> list[Found]:
    """Looked at twice: only what is wrong both times is wrong, for the keeper may be counting meanwhile."""
    return sorted(_compared() & _compared(), key=lambda found: found.what)


def _compared() -> set[Found]:
    stored: Counter[tuple[object, ...]] = Counter()
    for *cell, count in Tally.objects.values_list("day", "unit", "figure").annotate(total=Sum("count")).order_by():
        stored[tuple(cell)] = count
    rows = Counted.objects.values_list("day", "unit", "figure").annotate(total=Count("id")).order_by()
    derived = Counter({tuple(cell): count for *cell, count in rows})
    return {
        Found(None, " ".join(("total", *map(str, cell)))[:60], str(stored[cell]), str(derived[cell]))
        for cell in stored.keys() | derived.keys()
        if stored[cell] != derived[cell]
    }


@transaction.atomic
def mend_totals() -> list[Found]:
    """The counts are made of their cells again; returns what was wrong."""
    found = compare_totals()
    for one in found:
        _, day, unit, figure = one.what.split()
        Tally.objects.update_or_create(
            jurisdiction=here(), day=date.fromisoformat(day), unit=int(unit), figure=figure,
            defaults={"count": int(one.derived)},
        )  # fmt: skip
    return found
