"""守时 · the loop that turns each clock that has come round into the deed it causes. Safe to run twice, or in many places."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from huying.case import ledger
from huying.case.clocks import SILENT, Clock
from huying.case.models import Case, Deadline
from huying.case.promises import BREACH, LADDER, RECKONED, breaks_at, next_warning, reckon
from huying.case.ready import Ready, ReadyRows, change
from huying.case.who import KEEPER
from huying.directory.reckoning import rules
from huying.kit.points import reached

OnDue = Callable[[Deadline, datetime], None]
logger = logging.getLogger(__name__)
BATCH = 100


def tick(at: datetime, on_due: Mapping[Clock, OnDue]) -> int:
    """Give every warning whose time has come; returns how many. One bad row is set aside and blocks nobody."""
    return ring(due(at), at, on_due)


def due(at: datetime) -> Sequence[Deadline]:
    """The clocks that have come round, the earliest first, as many as are taken at once."""
    rows: list[Deadline] = DUE.objects(at)
    return rows


def ring(rows: Iterable[Deadline], at: datetime, on_due: Mapping[Clock, OnDue]) -> int:
    """Give the warning of each."""
    return sum(_ring_or_set_aside(row, at, on_due) for row in rows)


def _due(at: datetime) -> "QuerySet[Deadline]":
    rows = Deadline.objects.filter(ended_at=None, next_at__lte=at, aside="").order_by("next_at", "pk")
    return rows.select_related("case__unit")[:BATCH]


DUE = ReadyRows(_due, [datetime])


def _ring_or_set_aside(row: Deadline, at: datetime, on_due: Mapping[Clock, OnDue]) -> bool:
    try:
        return _ring(row, at, on_due)
    except (OperationalError, InterfaceError):
        raise  # the database failed, not the row: it rings in the next round
    except Exception as error:
        logger.exception("deadline %s set aside", row.pk)
        _set_aside(row, at, error)
        return False


@transaction.atomic
def _ring(row: Deadline, at: datetime, on_due: Mapping[Clock, OnDue]) -> bool:
    """One keeper marks the rung before it acts; the rest find it marked. A calendar edited meanwhile is heeded first."""
    _hold(row)
    if _is_stale(row, at) and not (_reckon(row, at) and row.next_at and row.next_at <= at):
        return False
    read, rung = row.rung, _rung(row, at)
    row.rung = rung + 1
    standing = {"id": row.pk, "ended_at": None, "rung": read, "next_at": row.next_at}
    if not change(Deadline, standing, {"rung": row.rung, "next_at": next_warning(row, rules(at))}):
        return False
    reached("marked")
    _act(row, rung, at, on_due)
    reached("acted")
    return True


def _hold(row: Deadline) -> None:
    """Deeds take the case before its clocks; so does the keeper, or on PostgreSQL the two would wait for each other for ever."""
    HELD.rows(row.case_id)


HELD = Ready(lambda key: Case.objects.select_for_update().filter(pk=key).values_list("pk"))
"""One case, locked until the transaction ends."""


def _rung(row: Deadline, at: datetime) -> int:
    """The warning to give: after a long sleep the breach itself, not the reminders that would have come before it."""
    return max(row.rung, BREACH) if breaks_at(row) <= at else row.rung


def _act(row: Deadline, rung: int, at: datetime, on_due: Mapping[Clock, OnDue]) -> None:
    kind = Clock(row.kind)
    if kind in SILENT:
        change(Deadline, {"id": row.pk}, {"ended_at": at, "kept": False, "next_at": None})
        return
    ledger.note(row.case, LADDER[rung].deed, by=KEEPER, at=at, clock=kind, of=row.seq, rung=rung)
    if rung == BREACH and kind in on_due:
        on_due[kind](row, at)


@transaction.atomic
def _set_aside(row: Deadline, at: datetime, error: Exception) -> None:
    """Kept for a person to look at, and said in the case's own history."""
    _hold(row)
    Deadline.objects.filter(pk=row.pk).update(aside=f"{type(error).__name__}: {error}"[:200])
    ledger.note(row.case, "set_aside", by=KEEPER, at=at, clock=row.kind, of=row.seq)


def _is_stale(row: Deadline, at: datetime) -> bool:
    """Made by a calendar that has been edited since."""
    return row.amount is not None and row.calendar < rules(at).calendar.version


def reckon_again(at: datetime) -> int:
    """The calendar was edited: running clocks are reckoned by it, ended ones are left alone. Returns how many were.

    Those that were set aside come last: one that cannot be reckoned must not stand before the others for ever.
    """
    version = rules(at).calendar.version
    rows = Deadline.objects.filter(ended_at=None, calendar__lt=version, amount__isnull=False).order_by("aside", "pk")
    return sum(_reckon_or_set_aside(row, at) for row in rows.select_related("case__unit")[:BATCH])


def _reckon_or_set_aside(row: Deadline, at: datetime) -> bool:
    try:
        with transaction.atomic():
            _hold(row)
            return _reckon(row, at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if not row.aside:
            logger.exception("deadline %s cannot be reckoned, set aside", row.pk)
            _set_aside(row, at, error)
        return False


def _reckon(row: Deadline, at: datetime) -> bool:
    """A clock whose due instant moved says so in its case's history. False where somebody else has touched it meanwhile."""
    before = {name: getattr(row, name) for name in ("due_at", "calendar", "rung")}
    reckon(row, rules(at))
    unchanged = Deadline.objects.filter(pk=row.pk, ended_at=None, amount__isnull=False, **before)
    after = {name: getattr(row, name) for name in RECKONED}
    if not unchanged.update(**after):
        return False
    if row.due_at != before["due_at"]:
        moved = {"from": before["due_at"].isoformat(), "until": row.due_at.isoformat()}
        ledger.note(row.case, "reckoned", by=KEEPER, at=at, clock=row.kind, of=row.seq, moved=moved)
    return True
