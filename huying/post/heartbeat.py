"""心跳 · the keeper says that it lives, in the database, so that every web machine can see when it does not."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from huying.post.models import Heartbeat

KEEPER, WEB, LIVE = "keeper", "web", "live"
BACKUP, BACKUP_FAILED, HELD = "backup", "backup failed", "letters held"
RESTARTED, ASIDE = "restarted: ", "aside: "
"""Names under which things are said of one process or job; what follows is its name."""

SILENCE = timedelta(seconds=60)
FRESH = timedelta(seconds=10)
_heard: dict[str, tuple[datetime, Mapping[str, datetime]]] = {}


def beat(name: str, at: datetime, note: str = "") -> None:
    """One row a name, written over."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "note": note[:200]})
    _heard.clear()


def still(*names: str) -> None:
    """What was said under these names holds no longer."""
    Heartbeat.objects.filter(name__in=names).delete()
    _heard.clear()


def silent(name: str, at: datetime) -> bool:
    """Nothing heard for a minute, or ever."""
    last = heard(at).get(name)
    return last is None or last <= at - SILENCE


def heard(at: datetime) -> Mapping[str, datetime]:
    """Name → when. Asked of the database every ten seconds at most; a clock that lags hears it too."""
    asked_at, rows = _heard.get("", (None, {}))
    if asked_at is None or not timedelta() <= at - asked_at < FRESH:
        rows = dict(Heartbeat.objects.values_list("name", "at"))
        _heard[""] = at, rows
    return rows
