"""数走访 · the lines "visited" of a period, read through the index of deeds: as many rows as there were visits, never the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils.timezone import get_current_timezone, make_aware

from huying.case.models import Case, Entry
from huying.directory.jurisdiction import here
from huying.directory.models import Person, Unit
from huying.oversight.month.period import Period
from huying.oversight.month.table import units_of

REACHED = ("assigned", "claimed", "appointed", "reopened")
"""Deeds by which a case comes to the unit that is to go there."""

NOTHING = Q(pk__in=())
SAME_DAY = Q(reached_on=F("day"))
COLUMNS = {"person": "by", "unit": "unit", "day": "day"}
"""By what the visits may be told apart: the word in the address, and the column."""


class Visit(NamedTuple):
    """As much of a line as figures are made of."""

    person: int | None
    unit: int | None
    case: int
    day: date | None
    same_day: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person, unit or day; `key` is how the address says it, empty for all together."""

    key: str
    name: str
    visits: int
    homes: int
    same_day: int


def visits(reader: Person, days: Period, *, at: datetime) -> QuerySet[Any]:
    """走访 · in the units whose figures this reader may see, to the cases that this reader may see."""
    seen = Case.objects.seen_by(reader, at=at).filter(pk=OuterRef("case_id"))
    came = Entry.objects.filter(
        jurisdiction=here(), case=OuterRef("case"), seq__lt=OuterRef("seq"), unit=OuterRef("unit"), deed__in=REACHED
    ).order_by("-seq")
    lines = Entry.objects.filter(
        jurisdiction=here(), deed="visited", at__gte=_starts(days.first), at__lt=_starts(days.last + timedelta(days=1))
    )
    found = lines.filter(_within(units_of(reader, at=at))).filter(Exists(seen))
    reached_at = Subquery(came.values("at")[:1])
    return found.annotate(day=TruncDate("at"), reached_at=reached_at, reached_on=TruncDate(reached_at))


def read(lines: QuerySet[Any]) -> list[Visit]:
    """Each line once, for the rows and for all together: days are told here, for SQLite tells them slower than Python."""
    zone = get_current_timezone()
    found = lines.order_by().values_list("by", "unit", "case", "at", "reached_at")
    return [
        _visit(person, unit, case, _day(at, zone), _day(reached, zone)) for person, unit, case, at, reached in found
    ]


def _visit(person: int | None, unit: int | None, case: int, day: date | None, reached_on: date | None) -> Visit:
    return Visit(person, unit, case, day, day == reached_on)


def _day(at: datetime | None, zone: tzinfo) -> date | None:
    return at.astimezone(zone).date() if at else None


def rows(found: Iterable[Visit], by: str) -> list[Row]:
    """One row a person, unit or day: those who went most first, days in their order."""
    groups: dict[Any, list[Visit]] = {}
    for visit in found:
        groups.setdefault(getattr(visit, by), []).append(visit)
    names = _names(by, list(groups))
    made = [_row(str(key), names[key], groups[key]) for key in sorted(filter(None, groups))]
    return sorted(made, key=lambda row: row.key if by == "day" else (-row.visits, row.name))


def total(found: Sequence[Visit], name: str) -> Row:
    """All together: a home that two people went to is one home."""
    return _row("", name, found)


def cases_of(lines: QuerySet[Any], figure: str, by: str, key: str) -> QuerySet[Any]:
    """The visits behind one figure; their cases are what it opens to."""
    narrowed = lines.filter(**{COLUMNS[by]: key}) if key else lines
    return narrowed.filter(SAME_DAY) if figure == "same_day" else narrowed


def _row(key: str, name: str, found: Sequence[Visit]) -> Row:
    homes, same_day = {visit.case for visit in found}, {visit.case for visit in found if visit.same_day}
    return Row(key, name, len(found), len(homes), len(same_day))


def _names(by: str, keys: Sequence[Any]) -> dict[Any, str]:
    if by == "day":
        return {key: f"{key:%Y-%m-%d}" for key in keys}
    found: Iterable[Person | Unit] = (Person if by == "person" else Unit).objects.filter(pk__in=keys)
    return {one.pk: one.name for one in found}


def _within(branches: tuple[str, ...] | None) -> Q:
    """The branches of the reader; None is the whole district."""
    if branches is None:
        return Q()
    return reduce(or_, (Q(unit__path__startswith=path) for path in branches), NOTHING)


def _starts(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
