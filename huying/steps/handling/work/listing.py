"""待办清单 · in the order of the nearest running clock, a page at a time by key, with true totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.case.models import Case, Deadline
from huying.directory.models import Person
from huying.steps.handling.work.duties import CLOCKS, DUTIES, Duty, mine, posts_of, was_sent_back

SIZE = 20
FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""A case without any clock comes last."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of waiting, and how many."""

    name: str
    label: str | Promise
    icon: str
    total: int
    here: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; `newer` and `older` are keys as the pager of every list wants them."""

    cases: Sequence[Case]
    tabs: Sequence[Tab]
    newer: str
    older: str


def sheet(by: Person, chosen: str, *, before: str, after: str, at: datetime) -> Sheet:
    """待办 · the page that begins after the key `before` (further on) or ends before the key `after` (back)."""
    waiting = waiting_for(by, at=at)
    duty = next((one for one in DUTIES if one.name == chosen), None)
    found = _clocked(waiting.filter(_which(duty, chosen, by)))
    rows, newer, older = _backwards(found, after) if _key(after) else _forwards(found, before)
    return Sheet(rows, _tabs(waiting, chosen, by), newer, older)


def waiting_for(by: Person, *, at: datetime) -> QuerySet[Case]:
    """Everything that waits for this person or the own unit; what may not be seen does not wait."""
    return Case.objects.seen_by(by, at=at).filter(mine(posts_of(by, localdate(at))))


def _which(duty: Duty | None, chosen: str, by: Person) -> Q:
    if chosen == "me":
        return Q(person=by)
    return duty.which if duty else Q()


def _tabs(waiting: QuerySet[Case], chosen: str, by: Person) -> list[Tab]:
    """One query for all of them; a kind of which there is none is left out."""
    counts = {duty.name: Count("pk", filter=duty.which) for duty in DUTIES}
    found = waiting.order_by().aggregate(all=Count("pk"), me=Count("pk", filter=Q(person=by)), **counts)
    every = [
        Tab("", _("全部"), "list", found["all"], chosen == ""),
        Tab("me", _("我负责的"), "user", found["me"], chosen == "me"),
    ]
    some = [Tab(duty.name, duty.label, duty.icon, found[duty.name], chosen == duty.name) for duty in DUTIES]
    return [tab for tab in every + some if tab.total or tab.here or not tab.name]


def _clocked(cases: QuerySet[Case]) -> QuerySet[Any]:
    nearest = Deadline.objects.filter(case=OuterRef("pk"), kind__in=CLOCKS, ended_at=None).order_by("due_at")
    back = ExpressionWrapper(was_sent_back(), output_field=BooleanField())
    found = cases.annotate(due=Coalesce(Subquery(nearest.values("due_at")[:1]), FAR), sent_back=back)
    return found.select_related("area", "unit", "matter", "person")


def _forwards(found: QuerySet[Any], before: str) -> tuple[list[Case], str, str]:
    key = _key(before)
    rows = list((found.filter(_beyond(key, "gt")) if key else found).order_by("due", "pk")[: SIZE + 1])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    return rows, _name(rows[0]) if rows and key else "", _name(rows[-1]) if more else ""


def _backwards(found: QuerySet[Any], after: str) -> tuple[list[Case], str, str]:
    key = _key(after)
    assert key is not None
    rows = list(found.filter(_beyond(key, "lt")).order_by("-due", "-pk")[: SIZE + 1])
    more, rows = len(rows) > SIZE, rows[:SIZE][::-1]
    return rows, _name(rows[0]) if more else "", _name(rows[-1]) if rows else ""


def _beyond(key: tuple[datetime, int], way: str) -> Q:
    due, pk = key
    return Q(**{f"due__{way}": due}) | Q(due=due, **{f"pk__{way}": pk})


def _name(case: Case) -> str:
    return f"{(case.due - EPOCH) // TICK}.{case.pk}"  # type: ignore[attr-defined]


def _key(text: str) -> tuple[datetime, int] | None:
    """Nonsense is no key."""
    micros, _dot, pk = text.partition(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in (micros, pk)):
        return None
    whole = int(micros)
    return None if whole > (FAR - EPOCH) // TICK else (EPOCH + whole * TICK, int(pk))
