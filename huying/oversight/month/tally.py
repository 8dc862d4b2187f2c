"""计数 · bring the counts up to the ledger: for each case that grew, the difference between what it adds now and what it added."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Count, Max
from django.utils.timezone import get_current_timezone

from huying.case import bulk
from huying.case.models import Case, Entry
from huying.directory.jurisdiction import here
from huying.directory.replica import on_primary
from huying.oversight.month.contribution import TELLING, Cell, Line, contribution
from huying.oversight.month.models import Counted, Cursor, Reached, Tally

OVERLAP = 5_000
"""Rows are numbered before they are committed: what was under way at the last look is looked at again."""

BATCH = 200


def tally(batch: int = BATCH) -> int:
    """Count what the ledger has gained; returns how many cases changed. Safe to run twice, or in two places."""
    with on_primary():
        return _bring_up_all(batch)


def _bring_up_all(batch: int) -> int:
    cursor, _ = Cursor.objects.get_or_create(name="month")
    grown = Entry.objects.filter(id__gt=cursor.entry - OVERLAP)
    top, seen = grown.aggregate(top=Max("id"), seen=Count("id")).values()
    if not seen or (top, seen) == (cursor.entry, cursor.seen):
        return 0
    cases = sorted(set(grown.values_list("case_id", flat=True)))
    changed = sum(bring_up(cases[start : start + batch]) for start in range(0, len(cases), batch))
    seen = Entry.objects.filter(id__gt=top - OVERLAP, id__lte=top).count()
    Cursor.objects.filter(name="month", entry__lte=top).update(entry=top, seen=seen)
    return changed


@transaction.atomic
def bring_up(keys: Sequence[int]) -> int:
    """Of these cases, those whose ledger is longer than what was counted."""
    reached = dict(Reached.objects.select_for_update().filter(case__in=keys).values_list("case", "seq"))
    now = dict(Case.objects.filter(pk__in=keys).values_list("pk", "seq"))
    grown = [key for key in keys if now[key] > reached.get(key, 0)]
    if grown:
        _count(grown)
        rows = [Reached(case_id=key, seq=now[key]) for key in grown]
        Reached.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case"], update_fields=["seq"])
    return len(grown)


def _count(keys: Sequence[int]) -> None:
    after, before = added(keys), _added_before(keys)
    change: Counter[Cell] = Counter()
    for key in keys:
        gone, come = before[key] - after[key], after[key] - before[key]
        change.subtract(Counter(gone))
        change.update(Counter(come))
        _forget(key, gone)
    fresh = [_row(key, cell) for key in keys for cell in sorted(after[key] - before[key])]
    Counted.objects.bulk_create(fresh)
    _change(change)


def added(keys: Iterable[int]) -> dict[int, set[Cell]]:
    """What each of these cases adds, from its lines."""
    lines: dict[int, list[Line]] = defaultdict(list)
    zone = get_current_timezone()
    told = Entry.objects.filter(case__in=keys).order_by("case", "seq")
    for case, deed, at, unit, round, body in told.values_list("case", "deed", "at", "unit", "round", "body"):
        facts = json.loads(body) if body and deed in TELLING else {}
        lines[case].append(Line(deed, at.astimezone(zone).date(), unit, round, facts))
    return defaultdict(set, {key: set(contribution(rows)) for key, rows in lines.items()})


def _added_before(keys: Iterable[int]) -> dict[int, set[Cell]]:
    cells: dict[int, set[Cell]] = defaultdict(set)
    for case, day, unit, figure in Counted.objects.filter(case__in=keys).values_list("case", "day", "unit", "figure"):
        cells[case].add(Cell(day, unit, figure))
    return cells


def _row(key: int, cell: Cell) -> Counted:
    return Counted(jurisdiction=here(), case_id=key, **cell._asdict())


def _forget(key: int, cells: Iterable[Cell]) -> None:
    for cell in cells:
        Counted.objects.filter(jurisdiction=here(), case=key, **cell._asdict()).delete()


def _change(change: Counter[Cell]) -> None:
    """In one order for all, so that two that count never wait for each other crosswise."""
    where = here()
    rows = [Tally(jurisdiction=where, count=by, **cell._asdict()) for cell, by in sorted(change.items()) if by]
    bulk.add_up(rows, "count", of=("jurisdiction", "day", "unit", "figure"))
