"""心跳 · the keeper says that it lives, in the database, so that every web machine can see when it does not."""

from datetime import datetime, timedelta

from huying.post.models import Heartbeat

KEEPER = "keeper"
SILENCE = timedelta(seconds=60)
FRESH = timedelta(seconds=10)
_heard: dict[str, tuple[datetime, bool]] = {}


def beat(name: str, at: datetime, note: str = "") -> None:
    """One row a name, written over."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "note": note[:200]})
    _heard.pop(name, None)


def silent(name: str, at: datetime) -> bool:
    """Nothing heard for a minute, or ever. Asked of the database every ten seconds at most; a clock that lags hears it too."""
    asked_at, answer = _heard.get(name, (None, False))
    if asked_at is None or not timedelta() <= at - asked_at < FRESH:
        answer = not Heartbeat.objects.filter(name=name, at__gt=at - SILENCE).exists()
        _heard[name] = at, answer
    return answer
