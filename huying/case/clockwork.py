"""钟表 · what a deed does to the clocks: ends as kept, ends unkept, extends, opens; it touches no other (HOUSE law 5)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from huying.case import bulk
from huying.case.clocks import OF_THE_CASE, ONCE_KEPT, Clock
from huying.case.models import Deadline
from huying.case.promises import RECKONED, next_warning, promise, reckon
from huying.case.ready import ReadyRows, change
from huying.case.stroke import Stroke
from huying.directory.reckoning import Rules, rules

Running = dict[Clock, list[Deadline]]


def turn(strokes: Sequence[Stroke]) -> None:
    """End, extend, resume and open the clocks of each case; write the new due instants into its facts."""
    found, opened = _running(strokes), []
    ended: dict[tuple[datetime, bool], list[int]] = defaultdict(list)
    for stroke in strokes:
        running = found[stroke.case.pk]
        for row in _end(stroke, running):
            ended[stroke.at, bool(row.kept)].append(row.pk)
    for (at, kept), keys in ended.items():
        _stop(keys, ended_at=at, kept=kept, next_at=None)
    for stroke in strokes:
        running = found[stroke.case.pk]
        opened += _open(stroke, running, rules(stroke.at))
        _extend(stroke, running, rules(stroke.at))
    if opened:
        bulk.insert(opened)


def _running(strokes: Sequence[Stroke]) -> dict[int, Running]:
    """Clocks that run, and those of this round that may have to run on."""
    found: dict[int, Running] = defaultdict(lambda: defaultdict(list))
    cases = [stroke.case.pk for stroke in strokes if not stroke.rule.makes and _touches(stroke)]
    rows = RUNNING.objects(cases[0]) if len(cases) == 1 else _of(Q(case__in=cases)) if cases else ()
    for row in rows:
        found[row.case_id][Clock(row.kind)].append(row)
    return found


def _of(cases: Q) -> "QuerySet[Deadline]":
    return Deadline.objects.filter(Q(ended_at=None) | Q(kind__in=sorted(OF_THE_CASE)), cases)


RUNNING = ReadyRows(lambda key: _of(Q(case=key)))
"""Those of one case."""


def _touches(stroke: Stroke) -> bool:
    rule = stroke.rule
    return bool(rule.keeps or rule.drops or rule.opens or rule.extends)


def _end(stroke: Stroke, running: Running) -> list[Deadline]:
    """What the deed keeps is kept; what it drops has ended without being kept. Returns the rows that end."""
    kept = _chosen(stroke, running, stroke.rule.keeps)
    dropped = _chosen(stroke, running, stroke.rule.drops - stroke.rule.keeps)
    for rows, is_kept in ((kept, True), (dropped, False)):
        for row in rows:
            row.ended_at, row.kept, row.next_at = stroke.at, is_kept, None
    return kept + dropped


def _chosen(stroke: Stroke, running: Running, kinds: Iterable[Clock]) -> list[Deadline]:
    """The running rows of these kinds; where the deed names the line that opened the clock, that one alone."""
    which = stroke.facts.get("of")
    rows = [row for kind in kinds for row in running.get(kind, ()) if row.ended_at is None]
    return [row for row in rows if which is None or row.kind not in MANY or row.seq == which]


MANY = frozenset({Clock.COMMITMENT, Clock.PART})
"""Several of these run at once on one case; the deed that ends one names it by the line that opened it (`of=`)."""


def _open(stroke: Stroke, running: Running, by: Rules) -> list[Deadline]:
    made = [_made(kind, stroke, running, by) for kind in sorted(stroke.rule.opens)]
    fresh = [row for row in made if row is not None]
    if fresh:
        stroke.facts["due"] = {row.kind: row.due_at.isoformat() for row in fresh}
    return [row for row in fresh if row.pk is None]


def _made(kind: Clock, stroke: Stroke, running: Running, by: Rules) -> Deadline | None:
    """A new clock, or, for a limit of the case, the round's own clock running on as if it had never been ended."""
    before = [row for row in running.get(kind, ()) if kind in OF_THE_CASE and row.round == stroke.case.round]
    if before:
        return _resumed(before[0], by)
    return promise(kind, stroke.case, seq=stroke.case.seq, at=stroke.at, due=stroke.due.get(kind), rules=by)


def _resumed(row: Deadline, by: Rules) -> Deadline | None:
    if row.ended_at is None or (row.kept and row.kind in ONCE_KEPT):
        return None
    row.ended_at = row.kept = None
    _store(row, ended_at=None, kept=None, next_at=next_warning(row, by))
    return row


def _extend(stroke: Stroke, running: Running, by: Rules) -> None:
    """A ruling gives the clock another end; warnings begin anew for the time gained."""
    for kind in stroke.rule.extends & stroke.due.keys():
        for row in running.get(kind, ()):
            if row.ended_at is None:
                stroke.facts |= {"from": row.due_at.isoformat(), "until": stroke.due[kind].isoformat()}
                row.due_at, row.amount, row.rung = stroke.due[kind], None, 0
                reckon(row, by)
                _store(row, amount=None, rung=0, **{name: getattr(row, name) for name in RECKONED})


def _store(row: Deadline, **values: Any) -> None:
    change(Deadline, {"id": row.pk}, values)


FEW = 8
"""So many are sooner written one by one by a statement that is ready than together by one that is made anew."""


def _stop(keys: Sequence[int], **values: Any) -> None:
    if len(keys) <= FEW:
        for key in keys:
            change(Deadline, {"id": key}, values)
    else:
        Deadline.objects.filter(pk__in=keys).update(**values)
