"""谁看得见 · fetching is the permission (HOUSE law 8). One table of reach, one scope for every list, count, search and file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils.timezone import localdate

from huying.case.breadth import is_broad
from huying.case.deeds import DEEDS
from huying.case.ready import Ready
from huying.case.who import Actor, Voice
from huying.directory.jurisdiction import here
from huying.directory.models import Person, Post, Unit
from huying.directory.roles import SIGHT, Reach

if TYPE_CHECKING:
    from huying.case.models import Case, Share

Ties = Iterable[tuple[str, int, str]]
NOTHING = Q(pk__in=())
HELPERS_TOO = frozenset({"inquired", "part_done", "visited", "progressed", "commented", "committed", "commitment_kept"})
TIES: dict[str, str] = {"claimed": "offered", "appointed": "rules"} | dict.fromkeys(HELPERS_TOO, "helps")
"""Deeds that a unit may do without holding the case, and the tie that entitles it. All others: the unit that holds it."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases. A page, a count, a search or an export begins with `seen_by`."""

    def seen_by(self, person: Person, *, at: datetime) -> Self:
        """The cases this person's posts reach; without a post, none. Posts add up, none widens another."""
        return self.filter(reached(person.posts_on(localdate(at)), at=at))


Seen = models.Manager.from_queryset(CaseQuerySet)
"""The manager of cases."""


class Span(NamedTuple):
    """What one post reaches, and all that the query knows of it: posts of the same spans are answered by the same text."""

    reach: Reach
    unit: int
    path: str
    root: bool
    broad: bool


class Spans(NamedTuple):
    """Of all the posts of somebody, in this jurisdiction."""

    jurisdiction: int
    spans: tuple[Span, ...]


def reached(posts: Sequence[Post], *, at: datetime) -> Q:
    """The cases that these posts reach, each by itself; but no report about a unit of any of them."""
    return within(spans_of(posts, at=at))


def spans_of(posts: Sequence[Post], *, at: datetime) -> Spans:
    """Posts in words that can be compared: the shape of a prepared query."""
    sharing = [post for post in posts if SIGHT[post.sight].reach is not Reach.NONE]
    if any(SIGHT[post.sight].reach is Reach.WHOLE for post in sharing):
        return Spans(here(), (Span(Reach.WHOLE, 0, "", root=False, broad=False),))
    return Spans(here(), tuple(_span(post, at) for post in sharing))


def within(seen: Spans) -> Q:
    """The same as a condition on cases."""
    if not seen.spans:
        return NOTHING
    if seen.spans[0].reach is Reach.WHOLE:
        return Q(jurisdiction=seen.jurisdiction)
    return Q(jurisdiction=seen.jurisdiction) & reduce(or_, map(_shared, seen.spans)) & ~_accused(seen.spans)


def _span(post: Post, at: datetime) -> Span:
    """An agency of a city and a town have had many cases: asked of each, where a village's are listed (see `breadth`)."""
    reach, unit = SIGHT[post.sight].reach, post.unit
    span = Span(reach, unit.pk, unit.path, root=reach is Reach.TREE and not unit.parent_id, broad=False)
    name = unit.path if reach is Reach.TREE else f"unit {unit.pk}"
    return span._replace(broad=is_broad(name, _listed(span), at=at))


def _units(span: Span, prefix: str = "") -> Q:
    """The unit of the post alone, or with everything under it."""
    if span.reach is Reach.TREE:
        return Q(**{f"{prefix}path__startswith": span.path})
    return Q(**{f"{prefix[:-2]}_id" if prefix else "pk": span.unit})


def _accused(spans: Sequence[Span]) -> Q:
    """Reports about their own units, whichever other post would let them see it (RULES §1: the accused never sees it)."""
    return Q(kind="report") & reduce(or_, (_units(span, "about__") for span in spans))


def _shared(span: Span) -> Q:
    """The cases shared with the unit, or with its branch: listed first, or asked of each."""
    if not span.broad:
        return Q(pk__in=_listed(span).values("case"))
    shares = _all_shares().filter(case=OuterRef("pk"))
    if span.root:  # every unit is under it: any share will do, and PostgreSQL may not read them all for it
        return Q(IsNull(Subquery(shares.values("unit")[:1]), False))
    return Q(Exists(shares.filter(_units(span, "unit__"))))


def _all_shares() -> "models.QuerySet[Share]":
    shares: models.QuerySet[Share] = apps.get_model("case", "Share").objects.filter(jurisdiction=here())
    return shares


def _listed(span: Span) -> "models.QuerySet[Share]":
    """What is shared with the unit, or with its branch."""
    if span.reach is Reach.UNIT:
        return _all_shares().filter(unit=span.unit)
    return _all_shares().filter(unit__in=Unit.objects.filter(path__startswith=span.path).values("pk"))


def may(by: Actor, deed: str, case: "Case", *, at: datetime) -> bool:
    """Whether that actor may do that deed to that case now. The same table from which the permission matrix is generated."""
    if isinstance(by, Voice):
        return by in DEEDS[deed].who
    return _may(by.posts_on(localdate(at)), deed, case, shared(case))


def open_deeds(person: Person, case: "Case", *, at: datetime) -> list[str]:
    """What that person may do to that case where it stands now, in the order of the table; one query for all."""
    posts, ties = person.posts_on(localdate(at)), shared(case)
    return [name for name, deed in DEEDS.items() if case.where in deed.origin and _may(posts, name, case, ties)]


def _may(posts: Sequence[Post], deed: str, case: "Case", ties: Ties) -> bool:
    return any(post.sight in DEEDS[deed].who and _reaches(post, deed, case, ties) for post in posts)


def _reaches(post: Post, deed: str, case: "Case", ties: Ties) -> bool:
    """Whole-jurisdiction posts reach every case; administrators act by number; units reach what they hold or are tied to."""
    if SIGHT[post.sight].reach in (Reach.WHOLE, Reach.NONE) or not DEEDS[deed].origin:
        return True
    holds = deed != "claimed" and case.unit is not None and _covers(post, case.unit.pk, case.unit.path)
    tie = TIES.get(deed)
    return holds or (tie is not None and any(tie == one and _covers(post, unit, path) for one, unit, path in ties))


def _covers(post: Post, unit: int, path: str) -> bool:
    """Whether that unit is the post's own, or under it."""
    return path.startswith(post.unit.path) if SIGHT[post.sight].reach is Reach.TREE else unit == post.unit_id


def shared(case: "Case") -> Ties:
    """The units that the case is shared with, and why. A case about to be made is shared with none."""
    return _Shared(case.pk) if case.pk else ()


class _Shared:
    """Read when first asked for, and once."""

    def __init__(self, case: int) -> None:
        self._case = case
        self._rows: Sequence[Any] | None = None

    def __iter__(self) -> Iterator[tuple[str, int, str]]:
        if self._rows is None:
            self._rows = SHARES.rows(self._case)
        return iter(self._rows)


def _shares(case: int) -> "models.QuerySet[models.Model, Any]":
    return apps.get_model("case", "Share").objects.filter(case=case).values_list("tie", "unit_id", "unit__path")


SHARES = Ready(_shares)
