"""租约 · one worker at a time holds a job; a worker that died lets go of it by staying silent."""

import secrets
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from huying.directory.models.leased import QUEUED, RUNNING, Leased

SILENCE = timedelta(seconds=20)
"""A worker that has not been heard of for so long is dead."""


class Lost(Exception):
    """Somebody else has taken the job over."""


def is_free(at: datetime) -> Q:
    """Nobody holds it, or whoever did has died."""
    return Q(lease_until=None) | Q(lease_until__lt=at)


class Lease:
    """The hold on one job. Every batch renews it, in the same statement that counts the batch."""

    def __init__(self, token: str, at: datetime) -> None:
        self._token, self._at, self._began = token, at, time.monotonic()

    @classmethod
    def take(cls, job: Leased, at: datetime) -> "Lease | None":
        """The job is ours, or None: it is being worked on, or has ended meanwhile."""
        lease = cls(secrets.token_hex(16), at)
        mine = type(job)._default_manager.filter(is_free(at), pk=job.pk, state__in=[QUEUED, RUNNING])
        taken = mine.update(
            state=RUNNING, lease=lease._token, lease_until=at + SILENCE, tries=F("tries") + 1,
            started_at=Coalesce("started_at", Value(at)),
        )  # fmt: skip
        job.refresh_from_db()
        return lease if taken else None

    @property
    def now(self) -> datetime:
        """The door's time, and what has passed since."""
        return self._at + timedelta(seconds=time.monotonic() - self._began)

    def advance(self, job: Leased, values: Mapping[str, object]) -> None:
        """So much further. Raises Lost, and with it undoes the batch, when the job is no longer ours."""
        self._store(job, tries=0, lease_until=self.now + SILENCE, **values)

    def hold(self, job: Leased, **values: object) -> None:
        """Still alive, though nothing that would stay has been done: whoever only begins again and again is found out."""
        self._store(job, lease_until=self.now + SILENCE, **values)

    def end(self, job: Leased, state: str, **values: object) -> None:
        """Finished, or given up for good."""
        self._store(job, state=state, ended_at=self.now, lease="", lease_until=None, **values)

    def let_go(self, job: Leased) -> None:
        """Not finished: whoever comes next goes on at once."""
        type(job)._default_manager.filter(pk=job.pk, lease=self._token).update(lease="", lease_until=None)

    def _store(self, job: Leased, **values: object) -> None:
        if not type(job)._default_manager.filter(pk=job.pk, lease=self._token).update(**values):
            raise Lost
