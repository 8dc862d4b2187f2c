"""一批 · some rows of the file in one short transaction: cases, notes, remarks and the job's counts, or nothing at all."""

import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, OperationalError, transaction

from huying.directory.lease import Lease
from huying.kit.words import gettext_noop
from huying.steps.intake.imports.bring_in import Door
from huying.steps.intake.imports.changes import adopt, note_changes
from huying.steps.intake.imports.models import Job, Remark, Why
from huying.steps.intake.imports.reading import Reading, Unfit
from huying.steps.intake.imports.sorting import Sorted, look_up, sort

logger = logging.getLogger(__name__)
TRIES = 6
CHANGED = gettext_noop("编号已登记过，内容与上次不同")
SUSPECTED = gettext_noop("内容与另一件相同")


@dataclass(slots=True)
class Batch:
    """Rows read but not yet written, up to and with row `last` of the sheet."""

    readings: list[Reading] = field(default_factory=list)
    unfit: dict[int, Unfit] = field(default_factory=dict)
    last: int = 0

    def __len__(self) -> int:
        return len(self.readings) + len(self.unfit)


def commit(batch: Batch, job: Job, door: Door, lease: Lease) -> float:
    """Write the batch; returns for how many seconds others had to wait.

    A rival import of the same rows may get there first: then look again, and find them there.
    """
    for _ in range(TRIES - 1):
        try:
            return _commit(batch, job, door, lease)
        except (IntegrityError, OperationalError) as rival:
            logger.info("batch up to row %s tried again: %s", batch.last, rival)
    return _commit(batch, job, door, lease)


def _commit(batch: Batch, job: Job, door: Door, lease: Lease) -> float:
    with transaction.atomic():
        began = time.monotonic()
        values = _progress(job, batch, _write(batch, job, door))
        lease.advance(job, values)
    for name, value in values.items():
        setattr(job, name, value)
    return time.monotonic() - began


def _progress(job: Job, batch: Batch, counts: Counter[str]) -> dict[str, Any]:
    """Where the job stands after this batch."""
    noticed = Counter(job.notices) + Counter(notice for one in batch.readings for notice in one.notices)
    values = {name: getattr(job, name) + number for name, number in counts.items()}
    return values | {"row": batch.last, "total": job.total, "notices": noticed}


def _write(batch: Batch, job: Job, door: Door) -> Counter[str]:
    found = look_up(batch.readings, door.source)
    rows = sort(batch.readings, found)
    made = door.bring_in(rows)
    cases = {identity: standing.case for identity, standing in found.rows.items() if standing.case}
    cases |= {identity: case.pk for identity, case in made.items()}
    adopt(rows.adopted, cases, door.source)
    changed = note_changes(rows.changed, cases, by=door.by, at=door.at)
    _remark(batch, job, rows, changed, cases)
    counts = Counter(rows=len(batch), created=rows.created, repeated=rows.repeated, rejected=len(batch.unfit))
    return counts + Counter(changed=len(changed), suspected=len(rows.suspected))


def _remark(batch: Batch, job: Job, rows: Sorted, changed: Sequence[Reading], cases: dict[str, int]) -> None:
    """Say of each row that needs a look why it does."""
    said = [_said(job, row, Why.REJECTED, unfit.words, unfit.values) for row, unfit in batch.unfit.items()]
    said += [_said(job, one.row, Why.CHANGED, CHANGED, {}, cases[one.identity]) for one in changed]
    suspected = [one for one in (*rows.new, *rows.echoes) if one.row in rows.suspected]
    said += [_said(job, one.row, Why.SUSPECTED, SUSPECTED, {}, cases[one.identity]) for one in suspected]
    if said:
        Remark.objects.bulk_create(said)


def _said(job: Job, row: int, why: Why, words: str, values: dict[str, str], case: int | None = None) -> Remark:
    return Remark(jurisdiction=job.jurisdiction, job=job, row=row, why=why, words=words, values=values, case_id=case)
