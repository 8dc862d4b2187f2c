"""核对 · what is stored of some cases against what their lines say it must be. It reads, and changes nothing."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from huying.case.clocks import SILENT
from huying.case.models import Case, Deadline, Entry
from huying.oversight.inspection.replay import Key, Line, Replay
from huying.oversight.month.models import Counted, Reached
from huying.oversight.month.tally import added

PLACE = ("step", "stage", "outcome", "unit_id", "round", "seq", "version")


class Found(NamedTuple):
    """One thing that is not as the ledger says."""

    case: int | None
    what: str
    stored: str
    derived: str


Rows = dict[int, dict[Key, Deadline]]


def compare(keys: Sequence[int]) -> list[Found]:
    """Of these cases. What looks wrong is looked at a second time, with nobody writing: a case may move between two reads."""
    suspects = sorted({found.case for found in _compared(keys) if found.case})
    if not suspects:
        return []
    with transaction.atomic():
        list(Case.objects.select_for_update().filter(pk__in=suspects).values_list("pk", flat=True))
        return list(_compared(suspects))


def replays(keys: Sequence[int]) -> dict[int, Replay]:
    """Where these cases must stand."""
    lines: dict[int, list[Line]] = defaultdict(list)
    told = Entry.objects.filter(case__in=keys).order_by("case", "seq").values_list("case", "seq", "deed", "body")
    for case, seq, deed, body in told:
        lines[case].append(Line(seq, deed, json.loads(body) if body else {}))
    return {key: Replay().read(lines[key]) for key in keys}


def clocks_of(keys: Sequence[int]) -> Rows:
    """Their clocks that run, and those rights that have lapsed by themselves, which no line says."""
    rows: Rows = defaultdict(dict)
    lapsed = Q(kind__in=SILENT, kept=False)
    for row in Deadline.objects.filter(Q(ended_at=None) | lapsed, case__in=keys):
        rows[row.case_id][row.kind, row.seq] = row
    return rows


def _compared(keys: Sequence[int]) -> Iterator[Found]:
    due, rows = replays(keys), clocks_of(keys)
    for case in Case.objects.filter(pk__in=keys).values("pk", *PLACE):
        yield from _place(case, due[case["pk"]])
        yield from _clocks(case["pk"], due[case["pk"]], rows[case["pk"]])
    yield from _figures(keys)


def _place(case: dict[str, Any], due: Replay) -> Iterator[Found]:
    for name in PLACE:
        derived = getattr(due, name.removesuffix("_id"))
        if case[name] != derived:
            yield Found(case["pk"], name.removesuffix("_id"), str(case[name]), str(derived))


def _clocks(case: int, due: Replay, rows: dict[Key, Deadline]) -> Iterator[Found]:
    running = {key: row for key, row in rows.items() if row.ended_at is None}
    for key in sorted(due.running.keys() | running.keys()):
        derived, row = due.running.get(key), rows.get(key)
        stored = row.due_at if row and row.ended_at is None else None
        if stored != derived and not has_lapsed(row, derived):
            yield Found(case, f"clock {key[0]} {key[1]}", _said(stored), _said(derived))


def has_lapsed(row: Deadline | None, derived: datetime | None) -> bool:
    """A right that ended by itself, as its time was over."""
    return bool(row and row.kind in SILENT and row.ended_at and derived and row.ended_at >= derived)


def _said(at: datetime | None) -> str:
    return at.isoformat() if at else "-"


def _figures(keys: Iterable[int]) -> Iterator[Found]:
    """Of cases that have been counted up to their last line: the others will be in a minute."""
    reached = dict(Reached.objects.filter(case__in=keys).values_list("case", "seq"))
    standing = dict(Case.objects.filter(pk__in=keys).values_list("pk", "seq"))
    even = [key for key, seq in standing.items() if reached.get(key) == seq]
    due, stored = added(even), _counted(even)
    for key in even:
        derived = {tuple(cell) for cell in due[key]}
        if stored[key] != derived:
            more, less = _cells(stored[key] - derived), _cells(derived - stored[key])
            yield Found(key, "figures", more, less)


def _counted(keys: Sequence[int]) -> dict[int, set[tuple[Any, ...]]]:
    cells: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for case, *cell in Counted.objects.filter(case__in=keys).values_list("case", "day", "unit", "figure"):
        cells[case].add(tuple(cell))
    return cells


def _cells(cells: Iterable[tuple[Any, ...]]) -> str:
    return "; ".join(sorted(" ".join(map(str, cell)) for cell in cells))[:200] or "-"
