"""快慢 · how often one address may try something. Generous: a village may share one address."""

from datetime import datetime, timedelta
from enum import Enum

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.directory.limiter import counted


class TooMany(Refused):
    """Tried too often: 429."""

    status = 429


class Pace(Enum):
    """What, how many times, in which span."""

    SUBMIT = ("submit", 60, timedelta(minutes=10))
    PHOTO = ("photo", 200, timedelta(minutes=10))
    TRACK = ("track", 60, timedelta(minutes=10))
    NUMBER = ("number", 5, timedelta(minutes=15))
    ADD = ("add", 20, timedelta(minutes=10))


def keep_pace(pace: Pace, whom: str, *, at: datetime) -> int:
    """Count one more, or refuse with words; returns how many that makes."""
    what, limit, per = pace.value
    count = counted(f"{what}:{whom}", limit=limit, per=per, at=at)
    if not count:
        minutes = round(per.total_seconds() / 60)
        raise TooMany(_("尝试的次数太多，请过 %(minutes)s 分钟再试。您填写的内容没有丢失。") % {"minutes": minutes})
    return count
