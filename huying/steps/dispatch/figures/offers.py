"""每次发布 · each time a case was offered, and what became of it, read from the lines of the ledger."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from itertools import starmap
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from huying.case.models import Case, Entry
from huying.directory.jurisdiction import here
from huying.steps.dispatch.board.wall import SETTLING

AFTERWARDS = timedelta(days=1)
"""How long after the period an offer made in it may still be settled: a quarter of an hour, and a keeper that was down."""

BEFORE = timedelta(days=7)
"""How long before the period a case offered in it may have been accepted."""


class End(Enum):
    """What became of an offer."""

    OPEN = "open"
    CLAIMED = "claimed"
    MISSED = "missed"
    OTHER = "other"


@dataclass(slots=True)
class Offer:
    """发布 · one offer: of which case, when, to which units; how it ended, when, and who won it."""

    case: int
    at: datetime
    units: tuple[int, ...]
    accepted_at: datetime | None = None
    end: End = End.OPEN
    ended_at: datetime | None = None
    winner: int | None = None

    @property
    def minutes(self) -> float | None:
        """认领用时 · from the offer to the claim."""
        return _minutes(self.at, self.ended_at) if self.end is End.CLAIMED else None

    @property
    def waited(self) -> float | None:
        """从受理到有人接 · from acceptance to the claim."""
        return _minutes(self.accepted_at, self.ended_at) if self.end is End.CLAIMED else None


@dataclass(slots=True)
class Told:
    """What the lines of a period tell: the offers, and how long cases waited that were simply assigned."""

    offers: list[Offer] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)


def read(since: datetime, until: datetime, *, among: QuerySet[Case] | None = None, back: timedelta = BEFORE) -> Told:
    """读台账 · of the offers and plain assignments made from `since` until before `until`; `among` limits the cases."""
    lines = Entry.objects.filter(
        jurisdiction=here(), deed__in=sorted(READS), at__gte=since - back, at__lt=until + AFTERWARDS
    )
    if among is not None:
        lines = lines.filter(Exists(among.filter(pk=OuterRef("case"))))
    rows = lines.order_by("pk").values_list("case_id", "deed", "at", "unit_id", "body").iterator(5000)
    return _told(starmap(Line, rows), since, until)


class Line(NamedTuple):
    """As much of a line of the ledger as figures are made of: a month of a city is many."""

    case_id: int
    deed: str
    at: datetime
    unit_id: int | None
    body: str


@dataclass(slots=True)
class _Course:
    """How far one case has come while its lines are read."""

    accepted_at: datetime | None = None
    offer: Offer | None = None
    missed: bool = False
    assigned_at: datetime | None = None


@dataclass(slots=True)
class _Read:
    """What has been read so far: offers of any day, and of plain assignments when, and how long until signed in."""

    courses: defaultdict[int, _Course] = field(default_factory=lambda: defaultdict(_Course))
    offers: list[Offer] = field(default_factory=list)
    plain: list[tuple[datetime, float]] = field(default_factory=list)


def _told(lines: Iterable[Line], since: datetime, until: datetime) -> Told:
    found = _Read()
    for line in lines:
        READS[line.deed](line, found.courses[line.case_id], found)
    offers = [offer for offer in found.offers if since <= offer.at < until]
    return Told(offers, [minutes for day, minutes in found.plain if since <= day < until])


def _accepted(line: Line, course: _Course, found: _Read) -> None:
    course.accepted_at = line.at


def _offered(line: Line, course: _Course, found: _Read) -> None:
    course.offer = Offer(line.case_id, line.at, tuple(json.loads(line.body).get("units", ())), course.accepted_at)
    course.missed = False
    found.offers.append(course.offer)


def _unclaimed(line: Line, course: _Course, found: _Read) -> None:
    course.missed = True


def _signed_in(line: Line, course: _Course, found: _Read) -> None:
    """普通派单 · assigned without ever being offered: from acceptance until the unit has signed it in, counted once."""
    if course.assigned_at and course.accepted_at and course.offer is None:
        found.plain.append((course.assigned_at, _minutes(course.accepted_at, line.at) or 0.0))
        course.assigned_at = None


def _taken(line: Line, course: _Course, found: _Read) -> None:
    """Off the board, by whatever deed."""
    course.assigned_at = line.at if line.deed == "assigned" else None
    if course.offer and course.offer.end is End.OPEN:
        _settle(course.offer, line, missed=course.missed)


READS: dict[str, Callable[[Line, _Course, _Read], None]] = {
    **dict.fromkeys(SETTLING, _taken),
    "accepted": _accepted,
    "offered": _offered,
    "unclaimed": _unclaimed,
    "signed_in": _signed_in,
}
"""Of which deeds lines are read, and what each tells."""


def _settle(offer: Offer, line: Line, *, missed: bool) -> None:
    offer.end = End.CLAIMED if line.deed == "claimed" else End.MISSED if missed else End.OTHER
    offer.ended_at, offer.winner = line.at, line.unit_id if line.deed == "claimed" else None


def _minutes(since: datetime | None, until: datetime | None) -> float | None:
    return None if since is None or until is None else (until - since).total_seconds() / 60
