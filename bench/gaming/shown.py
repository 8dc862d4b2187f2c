"""What the product shows of a history: its lines, its clocks, the figures it adds to the month; and whether the rules allow it.

Read past the model layer: it is done after every move.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from django.db import connection

from bench.gaming.figures import month
from bench.gaming.judge import BETTER, DROPPED, IN_TIME, LATE, RUNNING, Line, Promise, Ruled
from bench.gaming.walked import ORIGIN, minute_of
from huying.case.models import Case
from huying.oversight.month import contribution

RIGHTS = ("objection", "reopen")
"""They lapse; nobody keeps them."""

ENTRIES = (
    "SELECT case_id, seq, deed, at, unit_id, round, body FROM case_entry WHERE case_id IN ({}) ORDER BY case_id, seq"
)
CLOCKS = "SELECT case_id, kind, seq, round, due_at, ended_at, kept FROM case_deadline WHERE case_id IN ({}) ORDER BY id"


class Row(NamedTuple):
    """A clock as the product stores it."""

    kind: str
    of: int
    round: int
    due: float
    ended: float | None
    kept: bool

    def verdict(self, now: float) -> str:
        """As the pages say it: in time, dropped, late, running."""
        if self.kept and self.ended is not None and self.ended <= self.due:
            return IN_TIME
        if (now if self.ended is None else self.ended) > self.due:
            return LATE
        return RUNNING if self.ended is None else DROPPED


@dataclass(slots=True)
class Shown:
    """Lines and clocks of each case, and the figures that they add by the product's own count."""

    lines: Mapping[int, list[Line]]
    rows: Mapping[int, list[Row]]
    figures: set[tuple[date, int, str, int]]


def shown(cases: Sequence[Case]) -> Shown:
    """As it stands in the database."""
    lines: dict[int, list[Line]] = defaultdict(list)
    counted: dict[int, list[contribution.Line]] = defaultdict(list)
    for case, seq, deed, at, unit, nth, body in _read(ENTRIES, cases):
        moment, facts = _minute(at), _facts(body)
        lines[case].append(Line(seq, deed, moment, unit, facts))
        counted[case].append(contribution.Line(deed, _day(moment), unit, nth, facts))
    rows: dict[int, list[Row]] = defaultdict(list)
    for case, kind, seq, nth, due, ended, kept in _read(CLOCKS, cases):
        rows[case].append(Row(kind, seq, nth, _minute(due), ended and _minute(ended), bool(kept)))
    cells = {(*cell, case) for case, own in counted.items() for cell in contribution.contribution(own)}
    return Shown(lines, rows, cells)


def _read(query: str, cases: Sequence[Case]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.format(", ".join(str(case.pk) for case in cases)))
        return cursor.fetchall()


@lru_cache(maxsize=4096)
def _facts(body: str) -> Mapping[str, Any]:
    return json.loads(body) if body else {}


@lru_cache(maxsize=4096)
def _minute(at: datetime | str) -> float:
    """SQLite keeps instants as text, in UTC and without saying so."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return minute_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


@lru_cache(maxsize=4096)
def _day(moment: float) -> date:
    return (ORIGIN + timedelta(minutes=moment)).date()


def faults(cases: Sequence[Case], seen: Shown, at: datetime) -> list[str]:
    """Everything in which these cases look better than the rules give, or their figures differ from them."""
    due = {(*figure, key) for key, own in seen.lines.items() for figure in month(own)}
    found = [f"figures: {sorted(map(str, seen.figures ^ due))}"] if seen.figures != due else []
    for case in cases:
        ruled = Ruled(_urgent(case, seen.lines[case.pk])).read(seen.lines[case.pk])
        found += _clocks(ruled.promises, seen.rows[case.pk], minute_of(at))
    return found + list(_merged(cases, seen.lines))


def _urgent(case: Case, lines: Iterable[Line]) -> bool:
    """As it was at the beginning: corrections stand in the lines."""
    first = next((line.facts["urgent"] for line in lines if line.deed == "corrected" and "urgent" in line.facts), None)
    return bool(first["from"]) if first else case.urgent


def _clocks(promises: Iterable[Promise], stored: Iterable[Row], now: float) -> list[str]:
    by_rule, rows = {(one.kind, one.of): one for one in promises}, {(row.kind, row.of): row for row in stored}
    found = [f"{kind} of line {of}: no rule begins it" for kind, of in sorted(rows.keys() - by_rule.keys())]
    found += [f"{kind} of line {of}: it was not begun" for kind, of in sorted(by_rule.keys() - rows.keys())]
    return found + [
        f"{kind} of line {of}: {words}"
        for kind, of in sorted(rows.keys() & by_rule.keys())
        for words in _better(rows[kind, of], by_rule[kind, of], now)
    ]


def _better(row: Row, rule: Promise, now: float) -> Iterator[str]:
    """More time, a verdict that is better, or a clock that stands although nothing has stopped it."""
    if row.due > rule.due:
        yield f"{row.due - rule.due:.0f} minutes more than the rules give"
    if row.kind in RIGHTS:
        return
    if row.ended is not None and rule.ended is None:
        yield "it stands, but no rule has stopped it"
    stands, ruled = row.verdict(now), rule.verdict(now)
    if BETTER[stands] > BETTER[ruled]:
        yield f"it shows {stands}, by the rules it is {ruled}"


def _merged(cases: Sequence[Case], lines: Mapping[int, list[Line]]) -> Iterator[str]:
    """A demand that moves into another case does not get more time by it."""
    urgent = {case.pk: _urgent(case, lines[case.pk]) for case in cases}
    for key, own in lines.items():
        for line in own:
            if line.deed == "merged":
                into = int(line.facts["into"])
                before = Ruled(urgent[key]).read(one for one in own if one.seq < line.seq).limits.get("handling")
                after = Ruled(urgent[into]).read(_until_joined(lines[into], key)).limits.get("handling")
                if before and before.ended is None and (after is None or after.due > before.due):
                    yield f"merged into case {into}: more time than it had"


def _until_joined(lines: Iterable[Line], key: int) -> Iterator[Line]:
    """Up to the line that says who came: what follows, within the same minute or later, is not the merger's doing."""
    return takewhile(lambda line: not (line.deed == "joined" and line.facts.get("of") == key), lines)
