"""每夜备份 · once a night, in a process of its own, so that no clock waits for it; what became of it is known to every page."""

import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate, localtime

from huying.directory.roles import Role
from huying.kit.words import gettext_noop
from huying.post.heartbeat import BACKUP, BACKUP_FAILED, beat, still
from huying.post.models import Heartbeat
from huying.post.notices import tell
from huying.post.people import in_district

NOT_MADE = gettext_noop("备份没有做成：%(why)s。请到“运行状态”看该怎么办。")
TRY_AGAIN = timedelta(hours=1)


def made(at: datetime, folder: Path) -> None:
    """A whole one lies there."""
    beat(BACKUP, at, str(folder))
    still(BACKUP_FAILED)


def failed(at: datetime, words: str) -> None:
    """Said on the pages until one succeeds; once a day in a letter to the system administrators."""
    beat(BACKUP_FAILED, at, words)
    people = in_district({Role.SYSTEM_ADMIN}, localdate(at))
    tell(people, NOT_MADE, {"why": words}, key=f"backup-{localdate(at)}", at=at)


class Nightly:
    """The keeper's job: begins one when it is due, and looks after it."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._since: datetime | None = None

    def __call__(self, at: datetime) -> int:
        """Returns at once; how many were begun."""
        if self._running and self._running.poll() is None:
            return 0
        self._bury(at)
        if self._just_begun(at) or not due(at):
            return 0
        words = [sys.executable, "-m", "huying", "backup", "--keep", str(settings.HUYING_BACKUP_KEEP)]
        self._running = subprocess.Popen(words, stdin=subprocess.DEVNULL)  # noqa: S603 the words are our own
        return 0

    def _just_begun(self, at: datetime) -> bool:
        """A place that never had one has its first an hour after it came to life, not while somebody tries it out."""
        self._since = self._since or at
        return at - self._since < TRY_AGAIN and not Heartbeat.objects.filter(name=BACKUP).exists()

    def _bury(self, at: datetime) -> None:
        """One that died before it could say why."""
        ended, self._running = self._running, None
        if ended and ended.returncode and not Heartbeat.objects.filter(name=BACKUP_FAILED).exists():
            failed(at, f"exit {ended.returncode}")


def due(at: datetime) -> bool:
    """The hour has come, there is none of today yet, and the last try is not an hour old."""
    if not settings.HUYING_BACKUP_AT:
        return False
    local, hour = localtime(at), time.fromisoformat(settings.HUYING_BACKUP_AT)
    tonight = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    if local < tonight:
        tonight -= timedelta(days=1)
    rows = Heartbeat.objects
    return not (
        rows.filter(name=BACKUP, at__gte=tonight).exists()
        or rows.filter(name=BACKUP_FAILED, at__gte=max(tonight, at - TRY_AGAIN)).exists()
    )
