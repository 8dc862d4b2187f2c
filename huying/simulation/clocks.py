"""时钟 · rings every clock of the district at its own instant of simulated time, by the keeper's own loop."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from huying.case import timekeeper
from huying.case.clocks import Clock
from huying.case.models import Deadline
from huying.case.promises import LADDER
from huying.case.ready import Ready
from huying.case.timekeeper import OnDue
from huying.directory.models import Limit, Measure

BY_MINUTES = (Measure.MINUTES, Measure.WORK_MINUTES)
FALLBACK = timedelta(minutes=5)


class Clocks:
    """Looks no more often than it must: no clock opened now can ring before the first warning of the shortest limit."""

    def __init__(self, on_due: Mapping[Clock, OnDue], touched: Callable[[set[int], datetime], None]) -> None:
        self._on_due, self._touched = on_due, touched
        shortest = (
            Limit.objects.filter(measure__in=BY_MINUTES).order_by("amount").values_list("amount", flat=True).first()
        )
        self._pause = timedelta(minutes=shortest * LADDER[0].share) if shortest else FALLBACK
        self._look_at: datetime | None = None
        self._since: datetime | None = None
        self.rung = 0

    def ring(self, until: datetime) -> None:
        """Every warning up to that instant, in order."""
        while self._look_at is None or self._look_at <= until:
            soon = SOON.rows()
            first = soon[0][0] if soon else None
            if first is None or first > until:
                self._look_at = min(first or until + self._pause, until + self._pause)
                break
            at = max(first, self._since or first)  # wound up again, a clock may find its warning overdue
            rows = timekeeper.due(at)
            self.rung += timekeeper.ring(rows, at, self._on_due)
            self._touched({row.case_id for row in rows}, at)
        self._since = until


def _soon() -> "QuerySet[Deadline, Any]":
    """When the next one rings."""
    running = Deadline.objects.filter(ended_at=None, aside="", next_at__isnull=False)
    return running.order_by("next_at").values_list("next_at")[:1]


SOON = Ready(_soon, [])
