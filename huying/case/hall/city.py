"""市级时限 · the city's own clock, shown beside ours wherever ours is shown (WZ3)."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline

SHOWN = {"due_at": F("city__due_at"), "warn_at": F("city__warn_at")}


def with_city(cases: QuerySet[Any]) -> QuerySet[Any]:
    """The same cases, each with the city's clock while that runs: joined, not asked for row by row."""
    city = FilteredRelation("deadlines", condition=Q(deadlines__kind=Clock.CITY, deadlines__ended_at=None))
    shown: QuerySet[Any] = cases.annotate(city=city).annotate(
        **{f"city_{name}": field for name, field in SHOWN.items()}
    )
    return shown


def city_of(case: Case) -> Deadline | None:
    """What is drawn of it; none where none runs."""
    found = {name: getattr(case, f"city_{name}") for name in SHOWN}
    return Deadline(kind=Clock.CITY, **found) if found["due_at"] else None
