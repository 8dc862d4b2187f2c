"""清单 · the list of cases for one reader: what was asked in the address, answered in three queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict

from huying.case.hall.filters import Wanted, wanted
from huying.case.hall.order import ByArrival, ByDay, Order, page
from huying.case.hall.rows import Row, rows
from huying.case.hall.seeking import Sought, sought
from huying.case.hall.tabs import PLACES, Tab, tabs, totals
from huying.case.models import Case
from huying.directory.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a tab, words to look for, and filters."""

    at: str
    sought: Sought
    wanted: Wanted

    @property
    def order(self) -> Order:
        """A list of days goes by the day on which the resident spoke; any other by arrival."""
        return ByDay() if self.wanted.days else ByArrival()

    def __bool__(self) -> bool:
        """Whether anything but the tab was chosen."""
        return bool(self.sought.words or self.wanted)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list."""

    asked: Asked
    rows: Sequence[Row]
    steps: Sequence[Tab]
    stages: Sequence[Tab]
    newer: str
    older: str


def asked(given: QueryDict) -> Asked:
    """Read the address."""
    at = given.get("at", "")
    return Asked(at if at in PLACES else "", sought(given.get("q", "")), wanted(given))


def answering(wish: Asked, by: Person, *, at: datetime, since: int = 0) -> QuerySet[Case]:
    """The cases that the reader may see and that answer all but the tab."""
    seen = Case.objects.seen_by(by, at=at)
    return seen.filter(wish.wanted.condition(at)).filter(wish.sought.found(by, at=at, since=since))


def under(wish: Asked, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of them under the tab."""
    return cases.filter(PLACES[wish.at]) if wish.at else cases


def listing(given: QueryDict, by: Person, *, at: datetime) -> Listing:
    """清单 · a page of it, with the totals of every tab."""
    wish = asked(given)
    cases, since = answering(wish, by, at=at), wish.sought.since
    found = page(under(wish, cases), wish.order, given)
    counted = totals(answering(wish, by, at=at, since=since) if since else cases)
    steps, stages = tabs(counted, wish.at, given, sign="+" if since else "")
    return Listing(wish, rows(found.cases, now=at), steps, stages, found.newer, found.older)
