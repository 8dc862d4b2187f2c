"""办理导入 · from the first row not yet done to the last, batch by batch, and the rejected rows written beside."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.utils.timezone import localdate

from huying.case.refused import Refused
from huying.case.who import KEEPER
from huying.directory.lease import Lease, Lost
from huying.kit import sheet
from huying.steps.intake.imports import mapping, store
from huying.steps.intake.imports.batch import Batch, commit
from huying.steps.intake.imports.bring_in import Door
from huying.steps.intake.imports.fields import KNOWN
from huying.steps.intake.imports.gazetteer import Gazetteer
from huying.steps.intake.imports.models import Job, State
from huying.steps.intake.imports.reading import Reader, Unfit
from huying.steps.intake.imports.rejected import write_rejected

logger = logging.getLogger(__name__)
Told = Callable[[Job], None]


class Pace:
    """How many rows go into one transaction: as many as leave others waiting for at most a few dozen milliseconds."""

    FIRST, LEAST, MOST, AIM = 40, 10, 500, 0.04

    def __init__(self) -> None:
        self.rows = self.FIRST

    def learn(self, rows: int, seconds: float) -> None:
        """Half way to what the last transaction would have allowed."""
        allowed = rows * self.AIM / max(seconds, 0.0001)
        self.rows = int(min(self.MOST, max(self.LEAST, (self.rows + min(allowed, self.rows * 2)) / 2)))


def run(job: Job, lease: Lease, *, at: datetime, told: Told) -> Job:
    """Bring the rest of the file in. What goes wrong with the file becomes the job's own words; a kill loses nothing."""
    try:
        _run(job, lease, at, told)
    except Lost:
        logger.warning("job %s was taken over by another worker", job.pk)
    except sheet.Unreadable as refusal:
        lease.end(job, State.REFUSED, reason={"words": refusal.words, "values": refusal.values})
    except Refused as refusal:
        lease.end(job, State.REFUSED, reason={"words": str(refusal), "values": {}})
    except BaseException:
        lease.let_go(job)
        raise
    job.refresh_from_db()
    return job


def _run(job: Job, lease: Lease, at: datetime, told: Told) -> None:
    by, names = job.by or KEEPER, Gazetteer(localdate(at))
    door, pace = Door(job.source, by=by, at=at, names=names), Pace()
    with sheet.open_rows(store.path_of(job), known=KNOWN) as table:
        job.total = max(job.rows, table.total)
        reader = Reader(table.columns, mapping.read(job.columns), at=at)
        rows = (row for row in table.rows if row[0] > job.row)
        for batch in batches(rows, reader, pace):
            pace.learn(len(batch), commit(batch, job, door, lease))
            told(job)
    write_rejected(job)
    lease.end(job, State.DONE)


def batches(rows: Iterable[sheet.Row], reader: Reader, pace: Pace) -> Iterator[Batch]:
    """Rows understood, in handfuls; nothing here touches the database."""
    batch = Batch()
    for row in rows:
        try:
            batch.readings.append(reader.read(row))
        except Unfit as unfit:
            batch.unfit[row[0]] = unfit
        batch.last = row[0]
        if len(batch) >= pace.rows:
            yield batch
            batch = Batch()
    if len(batch):
        yield batch
