"""队列的次序 · in which order rows come, and how a page goes on by key. Each way reads one index, however long the queue."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from huying.case.either import either
from huying.case.models import Case
from huying.steps.dispatch.queue.tabs import LONG_AGO, unsigned

PAGE = 30
EPOCH, TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
LARGEST = 2**62
URGENT, USUAL = "urgent", "usual"


@dataclass(frozen=True, slots=True)
class UrgentFirst:
    """紧急在前，先来先派 · two halves, each by row number. The key says in which half, and where."""

    columns = ("-urgent", "pk")

    def key(self, case: Case) -> str:
        return f"{URGENT if case.urgent else USUAL}-{case.pk}"

    def keys(self, cases: "QuerySet[Case]", after: str) -> "QuerySet[Case]":
        """From a key on, a page and one more."""
        half, _dash, number = after.partition("-")
        urgent, usual = cases.filter(urgent=True), cases.filter(urgent=False)
        halves = (
            [usual.filter(pk__gt=_whole(number))] if half == USUAL else [urgent.filter(pk__gt=_whole(number)), usual]
        )
        keys = [one.order_by("pk").values("pk")[: PAGE + 1] for one in halves]
        return Case.objects.filter(either(*(Q(pk__in=one) for one in keys)))


@dataclass(frozen=True, slots=True)
class ByClock:
    """先到期的在前 · by the running sign-in clock. The key is its due instant and the row."""

    columns = ("due_at", "pk")

    def key(self, case: Case) -> str:
        due_at: datetime = case.due_at  # type: ignore[attr-defined]
        return f"{(due_at - EPOCH) // TICK}-{case.pk}"

    def keys(self, cases: "QuerySet[Case]", after: str) -> "QuerySet[Case]":
        """From a key on, a page and one more."""
        micros, _dash, number = after.partition("-")
        at = EPOCH + min(_whole(micros), LATEST) * TICK if after else LONG_AGO
        clocks = unsigned().filter(Exists(cases.filter(pk=OuterRef("case"))), due_at__gte=at)
        beyond = clocks.filter(Q(due_at__gt=at) | Q(case__gt=_whole(number))).order_by("due_at", "case")
        return Case.objects.filter(pk__in=beyond.values("case")[: PAGE + 1])


Order = UrgentFirst | ByClock
URGENT_FIRST, BY_CLOCK = UrgentFirst(), ByClock()
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // TICK


def _whole(text: str) -> int:
    """A number as it stands in an address; nonsense begins at the beginning."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < LARGEST else 0
