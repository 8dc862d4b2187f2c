"""台账 · the one door through which a case changes (HOUSE law 2).

`write` moves a case, `note` adds a line without moving it, `write_many` does many cases in one transaction: one path for all.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from huying.case import clockwork, lines, movement
from huying.case.clocks import Clock
from huying.case.models import Case, Entry
from huying.case.refused import Conflict, Forbidden, Refused
from huying.case.stroke import Stroke
from huying.case.who import Actor
from huying.directory.models import Unit

__all__ = ["Conflict", "Forbidden", "Refused", "Stroke", "note", "write", "write_many"]


def write(
    case: Case,
    deed: str,
    *,
    by: Actor,
    at: datetime,
    to: Unit | None = None,
    words: str = "",
    due: Mapping[Clock, datetime] | None = None,
    happened_at: datetime | None = None,
    **facts: Any,
) -> Entry:
    """Move the case, end and make promises, add the line, queue the notice: all or nothing.

    `to` is the unit that receives the case; without it the unit that holds it keeps it. `words` go into a row of their own.
    `due` sets the end of a clock where a file or a person decides it. Raises Forbidden, Refused or Conflict.
    """
    return write_many([Stroke(case, deed, by, at, to, words, dict(due or {}), happened_at, facts)])[0]


note = write
"""The same door: a deed whose row in the table has no target adds a line and moves nothing, so no rival can refuse it."""


def write_many(strokes: Sequence[Stroke]) -> list[Entry]:
    """Many deeds, each to a case of its own, under the same guards; the caller keeps the transaction short."""
    assert connection.in_atomic_block, "a deed opens the transaction"
    assert len({id(stroke.case) for stroke in strokes}) == len(strokes), "one deed a case"
    for stroke in strokes:
        movement.check(stroke)
    heads = movement.move(strokes)
    clockwork.turn(strokes)
    return lines.add(strokes, heads)
