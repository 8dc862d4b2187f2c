"""今日 · below the figures of the desk: which of the clocks that wait for me end first, and what has happened since yesterday."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef
from django.utils.functional import Promise
from django.utils.timezone import localdate, make_aware

from huying.case.clocks import SILENT
from huying.case.deeds import DEEDS
from huying.case.hall.desk import waits_for
from huying.case.hall.status import Status, status
from huying.case.hall.tabs import IS_LIVE
from huying.case.models import Case, Deadline, Entry
from huying.case.sight import CaseQuerySet
from huying.case.steps import Stage
from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.kit.text import mask_words

NEAREST = 5
TOLD = {"received": "inbox", "closed": "check-circle", "reopened": "refresh", "breached": "alert"}
"""Which deeds of the last days are worth a figure, and their pictures."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A clock that runs out, and the case it runs on."""

    clock: Deadline
    number: str
    title: str
    status: Status


@dataclass(frozen=True, slots=True)
class Change:
    """How often something was done since yesterday's midnight."""

    label: str | Promise
    icon: str
    number: int


@dataclass(frozen=True, slots=True)
class Today:
    """Both."""

    endings: Sequence[Ending]
    changes: Sequence[Change]


def today(by: Person, *, at: datetime) -> Today | None:
    """今日 · two queries; nothing for those for whom no case waits."""
    stages = waits_for(post.sight for post in by.posts_on(localdate(at)))
    if not stages:
        return None
    seen = Case.objects.seen_by(by, at=at)
    return Today(_endings(seen, stages, at), _changes(seen, at))


def _endings(seen: CaseQuerySet, stages: Sequence[Stage], at: datetime) -> list[Ending]:
    """Of those not late yet; the late ones have their own figure above."""
    waiting = seen.filter(IS_LIVE, stage__in=stages)  # live, as the index says it
    mine = Deadline.objects.filter(ended_at=None, due_at__gte=at, case__in=waiting)
    rows = mine.exclude(kind__in=SILENT).select_related("case").order_by("due_at", "pk")[:NEAREST]
    return [Ending(row, row.case.number, mask_words(row.case.title), status(row.case)) for row in rows]


def _changes(seen: CaseQuerySet, at: datetime) -> list[Change]:
    since = make_aware(datetime.combine(localdate(at) - timedelta(days=1), time()))
    lines = Entry.objects.filter(jurisdiction=here(), deed__in=list(TOLD), at__gte=since)
    mine = lines.filter(Exists(seen.filter(pk=OuterRef("case"))))  # of two days' lines, not of every case that I see
    counted = dict(mine.order_by().values_list("deed").annotate(Count("pk")))
    return [Change(DEEDS[deed].label, icon, counted[deed]) for deed, icon in TOLD.items() if deed in counted]
