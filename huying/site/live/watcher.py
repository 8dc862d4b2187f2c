"""守望 · one thread reads what is new in the ledger, for all open pages together. It writes nothing.

Rows are numbered before they are committed, so on PostgreSQL a lower number may become visible after a higher one: numbers
that were passed over are looked for again for half a minute.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet

from huying.case.models import Entry
from huying.kit.clock import now
from huying.site.live.events import events_of
from huying.site.live.hub import Event
from huying.steps.dispatch.board.wall import WATCHED, newest_line

logger = logging.getLogger(__name__)
BATCH = 1000
EVERY, IDLE, AFTER_A_FAULT = 0.05, 0.5, 2.0
"""Seconds between two looks: while somebody listens, while nobody does, after the database failed."""

LATE = timedelta(seconds=30)
MOST_GAPS = 500


class Ledger:
    """Where the reading stands: the highest line seen, and the numbers that were passed over, each with when."""

    def __init__(self, line: int) -> None:
        self.line = line
        self._gaps: dict[int, datetime] = {}

    def news(self, at: datetime) -> tuple[dict[int, int], bool]:
        """Cases that were moved on or off a board, each with the line that did it last; and whether there is more to read."""
        self._gaps = {pk: since for pk, since in self._gaps.items() if at - since < LATE}
        rows = list(self._rows().values_list("pk", "case_id", "deed")[:BATCH])
        self._note([pk for pk, _case, _deed in rows], at)
        return {case: pk for pk, case, deed in rows if deed in WATCHED}, len(rows) == BATCH

    def _rows(self) -> QuerySet[Entry]:
        late = Q(pk__in=list(self._gaps)) if self._gaps else Q()
        return Entry.objects.filter(Q(pk__gt=self.line) | late).order_by("pk")

    def _note(self, seen: Sequence[int], at: datetime) -> None:
        """Numbers between those seen belong to somebody who has not committed yet, or who gave up."""
        for pk in seen:
            self._gaps.pop(pk, None)
        if seen and seen[-1] > self.line:
            missing = set(range(max(self.line, seen[-1] - BATCH) + 1, seen[-1])).difference(seen)
            self._gaps |= dict.fromkeys(missing, at)
            self.line = seen[-1]
        self._gaps = dict(list(self._gaps.items())[-MOST_GAPS:])


class Watcher(threading.Thread):
    """Reads until it is stopped; a database that fails is asked again later."""

    def __init__(
        self,
        tell: Callable[[list[Event]], object],
        *,
        wanted: Callable[[], bool],
        call: Callable[[int], object] = lambda line: None,
    ) -> None:
        super().__init__(name="watcher", daemon=True)
        self._tell, self._wanted, self._call = tell, wanted, call
        self._stop_asked = threading.Event()
        self._ledger: Ledger | None = None

    def stop(self) -> None:
        """At the next look."""
        self._stop_asked.set()

    def run(self) -> None:
        """Look, tell, wait."""
        pause = 0.0
        while not self._stop_asked.wait(pause):
            pause = self._look()
        connection.close()

    def _look(self) -> float:
        """One look; how long to wait until the next."""
        try:
            more = self._tell_news(now())
        except DatabaseError:
            logger.exception("the ledger could not be read, trying again")
            connection.close()
            return AFTER_A_FAULT
        return 0.0 if more else EVERY if self._wanted() else IDLE

    def _tell_news(self, at: datetime) -> bool:
        self._ledger = self._ledger or Ledger(newest_line())
        before = self._ledger.line
        lines, more = self._ledger.news(at)
        if lines:
            self._tell(events_of(lines, at=at))
        if self._ledger.line > before:
            self._call(self._ledger.line)
        return more
