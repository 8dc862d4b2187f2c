"""夜查 · once a night every case is held against its ledger, some hundreds at a time, so that nobody waits for it."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from huying.case.models import Case
from huying.oversight.inspection.compare import Found, compare
from huying.oversight.inspection.models import Difference, Inspection, Kind
from huying.oversight.inspection.tell import tell_of_differences
from huying.oversight.inspection.totals import compare_totals
from huying.oversight.month.tally import tally

SLICE, SECONDS = 200, 5.0
"""So many cases are read at once; so long the other jobs of the keeper wait."""

QUIET = range(2, 5)
"""The hours in which a night's check may begin, by the district's clock."""

Tell = Callable[[int], None]


def check_by_night(at: datetime) -> int:
    """夜查 · begin once a night, and go on from where whoever was at it has stopped; returns how many cases were looked at."""
    run = unfinished() or _tonights(at)
    return _some(run, at) if run else 0


def check_all(at: datetime, tell: Tell = lambda count: None) -> Inspection:
    """The same at once, at somebody's word."""
    run = Inspection.objects.create(kind=Kind.CHECK, began_at=at)
    while not _advance(run, at):
        tell(run.cases)
    return run


def unfinished() -> Inspection | None:
    """A check that was begun and has not come to its end."""
    return Inspection.objects.filter(kind=Kind.CHECK, ended_at=None).order_by("-id").first()


def _tonights(at: datetime) -> Inspection | None:
    local = localtime(at)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    had = Inspection.objects.filter(kind=Kind.CHECK, began_at__gte=midnight)
    if local.hour not in QUIET or had.exists():
        return None
    return Inspection.objects.create(kind=Kind.CHECK, began_at=at)


def _some(run: Inspection, at: datetime) -> int:
    begun, before = time.monotonic(), run.cases
    while not _advance(run, at) and time.monotonic() - begun < SECONDS:
        pass
    return run.cases - before


def _advance(run: Inspection, at: datetime) -> bool:
    """One slice; true when that was the last. Of two keepers at the same slice, the second's is thrown away."""
    keys = list(Case.objects.filter(pk__gt=run.upto).order_by("pk").values_list("pk", flat=True)[:SLICE])
    if not keys:
        return _finish(run, at)
    found = compare(keys)
    _store(run, found, upto=keys[-1], cases=F("cases") + len(keys))
    return False


def _finish(run: Inspection, at: datetime) -> bool:
    """Totals last, when the counts are up to the ledger."""
    tally()
    if _store(run, compare_totals(), ended_at=at) and run.found:
        tell_of_differences(run, at=at)
    return True


@transaction.atomic
def _store(run: Inspection, found: Sequence[Found], **values: object) -> bool:
    mine = Inspection.objects.filter(pk=run.pk, upto=run.upto, ended_at=None)
    stored = bool(mine.update(found=F("found") + len(found), **values))
    if stored:
        Difference.objects.bulk_create(_rows(run, found))
    run.refresh_from_db()
    return stored


def _rows(run: Inspection, found: Iterable[Found]) -> list[Difference]:
    return [
        Difference(inspection=run, case_id=one.case, what=one.what, stored=one.stored[:200], derived=one.derived[:200])
        for one in found
    ]
