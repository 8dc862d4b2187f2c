"""守时 · the loop that turns each clock that has come round into the deed it causes. Safe to run twice, or in many places."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from huying.case import ledger
from huying.case.clocks import SILENT, Clock
from huying.case.models import Case, Deadline
from huying.case.promises import BREACH, LADDER, next_warning, reckon
from huying.case.who import KEEPER
from huying.directory.reckoning import rules
from huying.kit.points import reached

OnDue = Callable[[Deadline, datetime], None]
logger = logging.getLogger(__name__)
BATCH = 100


def tick(at: datetime, on_due: Mapping[Clock, OnDue]) -> int:
    """Give every warning whose time has come; returns how many. One bad row is set aside and blocks nobody."""
    rows = Deadline.objects.filter(ended_at=None, next_at__lte=at, aside="").order_by("next_at")
    return sum(_ring_or_set_aside(row, at, on_due) for row in rows.select_related("case__unit")[:BATCH])


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
    """One keeper marks the rung before it acts; the rest find it marked."""
    _hold(row)
    read, rung = row.rung, _rung(row, at)
    row.rung = rung + 1
    marked = Deadline.objects.filter(pk=row.pk, ended_at=None, rung=read, next_at=row.next_at)
    if not marked.update(rung=row.rung, next_at=next_warning(row, rules(at))):
        return False
    reached("marked")
    _act(row, rung, at, on_due)
    reached("acted")
    return True


def _hold(row: Deadline) -> None:
    """Deeds take the case before its clocks; so does the keeper, or on PostgreSQL the two would wait for each other for ever."""
    Case.objects.select_for_update().filter(pk=row.case_id).values_list("pk", flat=True).get()


def _rung(row: Deadline, at: datetime) -> int:
    """The warning to give: after a long sleep the breach itself, not the reminders that would have come before it."""
    return max(row.rung, BREACH) if row.due_at <= at else row.rung


def _act(row: Deadline, rung: int, at: datetime, on_due: Mapping[Clock, OnDue]) -> None:
    kind = Clock(row.kind)
    if kind in SILENT:
        Deadline.objects.filter(pk=row.pk).update(ended_at=at, kept=False, next_at=None)
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


@transaction.atomic
def reckon_again(at: datetime) -> int:
    """The calendar was edited: running clocks are reckoned by it, ended ones are left alone. Returns how many were."""
    by = rules(at)
    rows = Deadline.objects.filter(ended_at=None, calendar__lt=by.calendar.version, amount__isnull=False)
    return sum(_reckon(row, at) for row in rows.select_related("case__unit")[:BATCH])


def _reckon(row: Deadline, at: datetime) -> bool:
    """A clock whose due instant moved says so in its case's history."""
    _hold(row)
    before = row.due_at
    reckon(row, rules(at))
    Deadline.objects.filter(pk=row.pk).update(
        due_at=row.due_at, calendar=row.calendar, unsure=row.unsure, next_at=row.next_at
    )
    if row.due_at == before:
        return False
    moved = {"from": before.isoformat(), "until": row.due_at.isoformat()}
    ledger.note(row.case, "reckoned", by=KEEPER, at=at, clock=row.kind, of=row.seq, moved=moved)
    return True
