"""心跳 · the keeper says that it lives, in the database, so that every web machine can see when it does not."""

from datetime import datetime, timedelta

from huying.post.models import Heartbeat

SILENCE = timedelta(seconds=60)


def beat(name: str, at: datetime, note: str = "") -> None:
    """One row a name, written over."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "note": note[:200]})


def silent(name: str, at: datetime) -> bool:
    """Nothing heard for a minute, or ever. A web machine whose clock runs behind the keeper's hears it all the same."""
    return not Heartbeat.objects.filter(name=name, at__gt=at - SILENCE).exists()
