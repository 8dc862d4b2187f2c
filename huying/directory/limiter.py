"""限频 · how often something may be tried: signing in, submitting, asking for progress.

Counted in a table, by conditional updates: every worker and machine sees the same count, and two at the same moment are
two. Django's caches read, add and write back, so rivals are lost between; a file of its own would not be shared by
machines. Inside a deed's transaction a count costs one update; refused ones are read only and write nothing.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import F

from huying.directory.models import Tally
from huying.directory.one import one
from huying.directory.prepared import Prepared

KEPT = timedelta(days=1)
SWEEP = "DELETE FROM directory_tally WHERE ends_at <= %s"
FIRST = "INSERT INTO directory_tally (key, count, ends_at) VALUES (%s, 1, %s) ON CONFLICT DO NOTHING"
ROUNDS = 3
"""A rival may make the row, another may fill it: the third look sees it as it is."""


_TALLY: Prepared[Tally] = Prepared(lambda key: Tally.objects.filter(key=key))


def allow(key: str, *, limit: int, per: timedelta, at: datetime) -> bool:
    """Count one more of `key`, unless there were `limit` of them since the first in this span of time."""
    return counted(key, limit=limit, per=per, at=at) > 0


def counted(key: str, *, limit: int, per: timedelta, at: datetime) -> int:
    """The same, and how many that makes; 0 where no more is allowed."""
    for _ in range(ROUNDS):
        row = next(iter(_TALLY(_digest(key))), None)
        before = row.count if row and row.ends_at > at else 0
        if before >= limit:
            return 0
        if _count(key, row, limit=limit, ends_at=at + per, at=at):
            return before + 1
    return 0


def spent(key: str, *, limit: int, at: datetime) -> bool:
    """Whether nothing is left just now; asking counts nothing."""
    return Tally.objects.filter(key=_digest(key), count__gte=limit, ends_at__gt=at).exists()


def counted_so_far(key: str, *, at: datetime) -> int:
    """How many there were in the span that runs; asking counts nothing."""
    row = one(Tally.objects.filter(key=_digest(key), ends_at__gt=at))
    return row.count if row else 0


def prolong(key: str, *, until: datetime) -> None:
    """What has been counted stands until then."""
    Tally.objects.filter(key=_digest(key)).update(ends_at=until)


def clear(key: str) -> None:
    """Forget what was counted."""
    Tally.objects.filter(key=_digest(key)).delete()


def _count(key: str, row: Tally | None, *, limit: int, ends_at: datetime, at: datetime) -> bool:
    """Count as the row was found; false where a rival was quicker."""
    if row is None:
        return _first(key, ends_at, at)
    rows = Tally.objects.filter(key=_digest(key))
    if row.ends_at <= at:
        return rows.filter(ends_at__lte=at).update(count=1, ends_at=ends_at) > 0
    return rows.filter(ends_at__gt=at, count__lt=limit).update(count=F("count") + 1) > 0


def _first(key: str, ends_at: datetime, at: datetime) -> bool:
    """The first of its kind: a moment, too, to sweep away what was over a day ago."""
    adapted = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(SWEEP, [adapted(at - KEPT)])
        cursor.execute(FIRST, [_digest(key), adapted(ends_at)])
        return int(cursor.rowcount) > 0


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
