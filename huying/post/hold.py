"""暂停与放行 · after a restore nobody knows what was sent since the copy was made: no letter goes out before a person says so."""

from datetime import datetime

from django.db import transaction

from huying.directory import acts
from huying.directory.jurisdiction import here
from huying.directory.models import Person, What
from huying.post.deliver import deliver
from huying.post.heartbeat import HELD, beat, still
from huying.post.models import Letter, Pause, State


def hold(at: datetime, why: str = "") -> int:
    """停发 · everything not yet carried waits, and whatever is written from now on; returns how many letters wait already."""
    Pause.objects.create(jurisdiction=here(), at=at, why=why[:200])
    beat(HELD, at)
    while deliver(at, State.HELD):
        pass
    Letter.objects.filter(state=State.WAITING).update(state=State.HELD, leased_by="", leased_until=None)
    return Letter.objects.filter(state=State.HELD).count()


def paused() -> Pause | None:
    """The pause in force, if letters are held."""
    return Pause.objects.filter(jurisdiction=here(), ended_at=None).order_by("id").first()


@transaction.atomic
def release(at: datetime, by: Person | None = None) -> int:
    """放行 · somebody has looked, and lets them go; returns how many were held."""
    _end(at, by)
    return Letter.objects.filter(state=State.HELD).update(state=State.WAITING, next_try_at=at)


@transaction.atomic
def drop(at: datetime, words: str, by: Person | None = None) -> int:
    """作废 · those held are not sent, for they went out before the restore; what is written from now on is sent again."""
    _end(at, by)
    return Letter.objects.filter(state=State.HELD).update(state=State.FAILED, error=words[:200])


def _end(at: datetime, by: Person | None) -> None:
    Pause.objects.filter(jurisdiction=here(), ended_at=None).update(ended_at=at, by=by)
    still(HELD)
    acts.record(What.LETTERS_RELEASED, by=by, at=at)
