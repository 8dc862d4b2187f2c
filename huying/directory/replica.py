"""读库 · pages that only read, and may be some seconds old, ask a streaming replica; where it is away or late, the primary.

What a page of these asks goes to the replica, whoever asks it; what anybody writes goes to the primary, always. Lists, queues,
cases and clocks are never read from it: people act on what they say.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from huying.kit.clock import now

PRIMARY, REPLICA = "default", "replica"
REPLAYED = "SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp()"
REST = 10.0
"""Seconds for which one that failed is left alone: no page waits for it."""

Done = TypeVar("Done")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
logger = logging.getLogger(__name__)
_until: ContextVar[datetime | None] = ContextVar("until", default=None)
_failed = -REST


class Router:
    """Which database: within `older_is_fine` the replica for what is read, else the primary."""

    def db_for_read(self, model: object, **hints: object) -> str:
        return REPLICA if _until.get() and not transaction.get_connection(PRIMARY).in_atomic_block else PRIMARY

    def db_for_write(self, model: object, **hints: object) -> str:
        return PRIMARY

    def allow_relation(self, one: object, other: object, **hints: object) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return db == PRIMARY


def until() -> datetime | None:
    """截至 · up to when the figures of this page go; None where they come from the primary."""
    return _until.get()


def older_is_fine(work: Callable[[], Done]) -> Done:
    """Done with the replica, if it is there and fresh; if it fails meanwhile, done again with the primary. `work` writes nothing."""
    replayed = _fresh(now())
    if replayed is None:
        return work()
    token = _until.set(replayed)
    try:
        return work()
    except DatabaseError:
        _leave_alone()
    finally:
        _until.reset(token)
    return work()


def may_be_older(view: View) -> View:
    """The same for a page that is only read."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return older_is_fine(lambda: view(request, *args, **kwargs))

    return reading  # type: ignore[return-value]


@contextmanager
def on_primary() -> Iterator[None]:
    """For what must see the newest, in the midst of such a page: whatever reads in order to write."""
    token = _until.set(None)
    try:
        yield
    finally:
        _until.reset(token)


def lag(at: datetime) -> timedelta | None:
    """How far it is behind, asked now; None: it is no replica. A keeper writes every five seconds, so silence is lag."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(REPLAYED)
        recovering, replayed = cursor.fetchone()
    return max(timedelta(), at - replayed) if recovering and replayed else None


def is_there() -> bool:
    """Whether one is named in the settings."""
    return REPLICA in settings.DATABASES


def _fresh(at: datetime) -> datetime | None:
    """Up to when it has come, if that is late enough to be shown."""
    if not is_there() or time.monotonic() - _failed < REST:
        return None
    try:
        behind = lag(at)
    except DatabaseError:
        _leave_alone()
        return None
    return at - behind if behind is not None and behind <= settings.HUYING_REPLICA_OLDEST else None


def _leave_alone() -> None:
    global _failed
    logger.warning("the replica fails, the primary is asked instead")
    connections[REPLICA].close()
    _failed = time.monotonic()
