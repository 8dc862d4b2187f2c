"""暂停与放行 · after a restore nobody knows what was sent since the copy was made: unsent letters wait for a person."""

from datetime import datetime

from huying.post.deliver import deliver
from huying.post.models import Letter, State


def hold(at: datetime) -> int:
    """Everything not yet carried waits, lines without letters too; returns how many letters wait."""
    while deliver(at, State.HELD):
        pass
    Letter.objects.filter(state=State.WAITING).update(state=State.HELD, leased_by="", leased_until=None)
    return Letter.objects.filter(state=State.HELD).count()


def release(at: datetime) -> int:
    """Somebody has looked, and lets them go."""
    return Letter.objects.filter(state=State.HELD).update(state=State.WAITING, next_try_at=at)
