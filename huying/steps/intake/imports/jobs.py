"""任务 · making jobs, taking them up, and clearing away what is no longer needed."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from huying.directory.jurisdiction import here
from huying.directory.lease import Lease, is_free
from huying.directory.models import Person
from huying.kit.words import gettext_noop
from huying.steps.intake.imports import mapping, store
from huying.steps.intake.imports.mapping import Columns
from huying.steps.intake.imports.models import Job, State
from huying.steps.intake.imports.run import Told, run
from huying.steps.intake.imports.store import Stored

logger = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=30)
DRAFTS_KEPT_FOR = timedelta(days=7)
GIVE_UP_AFTER = 5
"""So many workers in a row died over the same rows: the next one would, too."""
GAVE_UP = gettext_noop("导入几次都中途停止，已搁置。请联系系统管理员查看日志。")


def upload(name: str, stored: Stored, source: str, *, by: Person | None, at: datetime) -> Job:
    """A file that waits for its columns to be settled."""
    return Job.objects.create(
        jurisdiction=here(), name=name[:200], file=stored.file, digest=stored.digest, source=source, by=by, made_at=at
    )


def queue(job: Job, columns: Sequence[str], chosen: Columns, source: str, *, at: datetime) -> bool:
    """Settled: the mapping is remembered, and the next free worker begins. False when it has begun already."""
    mapping.check(chosen)
    mine = Job.objects.filter(pk=job.pk, state=State.DRAFT)
    if not mine.update(state=State.QUEUED, source=source, columns=mapping.written(chosen)):
        return False
    mapping.remember(columns, source, chosen, at=at)
    job.refresh_from_db()
    return True


def drop(job: Job, *, at: datetime) -> bool:
    """放弃 · nothing was written, nothing is kept. False when it has begun already."""
    mine = Job.objects.filter(pk=job.pk, state=State.DRAFT)
    if not mine.update(state=State.DROPPED, file="", ended_at=at):
        return False
    store.forget(job)
    return True


def unfinished(digest: str, source: str, chosen: Columns, *, by: Person | None, at: datetime) -> Job | None:
    """The same file from the same person, begun by a worker that has died: it is gone on with."""
    jobs = Job.objects.filter(is_free(at), jurisdiction=here(), digest=digest, source=source, by=by)
    jobs = jobs.filter(state__in=[State.QUEUED, State.RUNNING])
    return next((job for job in jobs if mapping.read(job.columns) == chosen), None)


def run_due_jobs(at: datetime) -> int:
    """Run every job that waits or whose worker has died, one after the other; how many were. Takes as long as it takes."""
    clear_away(at)
    done, began = 0, time.monotonic()
    while (taken := _next(at + timedelta(seconds=time.monotonic() - began))) is not None:
        job, lease = taken
        try:
            run(job, lease, at=lease.now, told=lambda job: None)
        except Exception:
            logger.exception("import job %s stopped; it will be tried again", job.pk)
            return done
        done += 1
    return done


def work(job: Job, *, at: datetime, told: Told) -> Job | None:
    """Run this one here and now; None when somebody else is at it."""
    lease = Lease.take(job, at)
    return run(job, lease, at=at, told=told) if lease else None


def clear_away(at: datetime) -> None:
    """Files that have been in for long, and uploads that nobody went on with, are deleted: they hold names and phones."""
    old = Q(state__in=[State.DONE, State.REFUSED], ended_at__lt=at - KEPT_FOR)
    left = Q(state=State.DRAFT, made_at__lt=at - DRAFTS_KEPT_FOR)
    for job in Job.objects.filter(old | left, jurisdiction=here()).exclude(file="")[:100]:
        store.forget(job)
        state = State.DROPPED if job.state == State.DRAFT else job.state
        Job.objects.filter(pk=job.pk, state=job.state).update(state=state, file="", ended_at=job.ended_at or at)


def _next(at: datetime) -> tuple[Job, Lease] | None:
    todo = Job.objects.filter(is_free(at), jurisdiction=here(), state__in=[State.QUEUED, State.RUNNING])
    for job in todo.order_by("pk")[:20]:
        lease = Lease.take(job, at)
        if lease is None:
            continue
        if job.tries <= GIVE_UP_AFTER:
            return job, lease
        lease.end(job, State.REFUSED, reason={"words": GAVE_UP, "values": {}})
    return None
