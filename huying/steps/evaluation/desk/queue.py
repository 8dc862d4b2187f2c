"""回访清单 · the calls to make now, the nearest due first; those tried in this half-day wait for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.case.hall.by_due import FAR, page_by_due
from huying.case.models import Case, Deadline, Entry
from huying.case.steps import Stage
from huying.directory.models import Person
from huying.steps.evaluation.call_back import NOON, TRIES, Attempt
from huying.steps.evaluation.distance import handled_by

SIZE = 20
CLOCK = ("opened_at", "measure", "warn_at", "unsure", "calendar")
"""What a call draws of its clock, beside the end by which the list is ordered."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make. `tried` are the earlier ones in words; `wait` is when to try again, empty for now."""

    case: Case
    clock: Deadline | None
    tried: Sequence[str]
    left: int
    wait: str


@dataclass(frozen=True, slots=True)
class Queue:
    """One page, and how many there are in each of the two lists."""

    calls: Sequence[Call]
    now: int
    later: int
    newer: str
    older: str


def queue(by: Person, given: Mapping[str, str], *, at: datetime) -> Queue:
    """回访台 · what this person may call about: never a case that this person handled."""
    found, later = waiting(by, at=at), given.get("later") == "1"
    counts = found.order_by().aggregate(now=Count("pk", filter=Q(tried=False)), later=Count("pk", filter=Q(tried=True)))
    rows = found.filter(tried=later).select_related("identity", "unit", "area")
    shown = page_by_due(rows, given, size=SIZE)
    return Queue(calls(shown.cases, at=at), counts["now"], counts["later"], shown.newer, shown.older)


def waiting(by: Person, *, at: datetime) -> QuerySet[Any]:
    """Everything that awaits an answer, with its clock and whether it was tried in this half-day."""
    clock = Deadline.objects.filter(case=OuterRef("pk"), kind=Clock.CALLBACK, ended_at=None).order_by("due_at")
    tried = Entry.objects.filter(case=OuterRef("pk"), deed="called_back", round=OuterRef("round"), at__gte=began(at))
    cases = Case.objects.seen_by(by, at=at).filter(ended_at=None, stage=Stage.AWAITING).exclude(handled_by(by))
    return cases.annotate(
        due=Coalesce(Subquery(clock.values("due_at")[:1]), FAR),
        **{name: Subquery(clock.values(name)[:1]) for name in CLOCK},
        tried=Exists(tried),
    )


def began(at: datetime) -> datetime:
    """The beginning of the half-day, as the district counts it."""
    local = localtime(at)
    hour = NOON if local.hour >= NOON else 0
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)


def calls(cases: Sequence[Case], *, at: datetime) -> list[Call]:
    """With the earlier tries of each: one query for all."""
    rows = Entry.objects.filter(case__in=[case.pk for case in cases], deed="called_back").order_by("seq")
    return [
        _call(case, [row for row in rows if row.case_id == case.pk and row.round == case.round], at) for case in cases
    ]


def _call(case: Case, tried: Sequence[Entry], at: datetime) -> Call:
    has_clock = getattr(case, "due", FAR) != FAR
    clock = Deadline(due_at=case.due, **{name: getattr(case, name) for name in CLOCK}) if has_clock else None  # type: ignore[attr-defined]
    wait = _wait(at) if any(row.at >= began(at) for row in tried) else ""
    return Call(case, clock, [said(row) for row in tried], TRIES - len(tried), wait)


def _wait(at: datetime) -> str:
    """When the next half-day is."""
    return _("明天上午再打") if localtime(at).hour >= NOON else _("下午再打")


def said(row: Entry) -> str:
    """09-25 上午 无人接听."""
    local, result = localtime(row.at), row.facts.get("result", "")
    half = _("下午") if local.hour >= NOON else _("上午")
    word = Attempt(result).label if result in Attempt.values else ""
    return f"{local:%m-%d} {half} {word}"
