"""谁看得见 · fetching is the permission (HOUSE law 8). One table of reach, one scope for every list, count, search and file."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from huying.case.deeds import DEEDS
from huying.case.who import Actor, Voice
from huying.directory.jurisdiction import here
from huying.directory.models import Person, Post
from huying.directory.roles import SIGHT, Reach

if TYPE_CHECKING:
    from huying.case.models import Case

NOTHING = Q(pk__in=())
HELPERS_TOO = frozenset({"part_done", "visited", "progressed", "commented", "committed", "commitment_kept"})
TIES: dict[str, str] = {"claimed": "offered", "appointed": "rules"} | dict.fromkeys(HELPERS_TOO, "helps")
"""Deeds that a unit may do without holding the case, and the tie that entitles it. All others: the unit that holds it."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases. A page, a count, a search or an export begins with `seen_by`."""

    def seen_by(self, person: Person, *, at: datetime) -> Self:
        """The cases this person's posts reach; without a post, none. Posts add up, none widens another."""
        scope = NOTHING
        for post in person.posts_on(localdate(at)):
            scope |= SCOPES[SIGHT[post.sight].reach](post)
        return self.filter(scope)


Seen = models.Manager.from_queryset(CaseQuerySet)
"""The manager of cases."""


def _units(post: Post, prefix: str = "") -> Q:
    """The unit of the post alone, or with everything under it."""
    if SIGHT[post.sight].reach is Reach.TREE:
        return Q(**{f"{prefix}path__startswith": post.unit.path})
    return Q(**{f"{prefix[:-2]}_id" if prefix else "pk": post.unit_id})


def _shared(post: Post) -> Q:
    """Shared with the unit, unless it is a report about the unit itself (RULES §1: the accused never sees it)."""
    shares = apps.get_model("case", "Share").objects.filter(_units(post, "unit__"), jurisdiction=here())
    return Q(jurisdiction=here(), pk__in=shares.values("case")) & ~(Q(kind="report") & _units(post, "about__"))


def may(by: Actor, deed: str, case: "Case", *, at: datetime) -> bool:
    """Whether that actor may do that deed to that case now. The same table from which the permission matrix is generated."""
    who = DEEDS[deed].who
    if isinstance(by, Voice):
        return by in who
    return any(post.sight in who and _reaches(post, deed, case) for post in by.posts_on(localdate(at)))


def _reaches(post: Post, deed: str, case: "Case") -> bool:
    """Whole-jurisdiction posts reach every case; administrators act by number; units reach what they hold or are tied to."""
    reach = SIGHT[post.sight].reach
    if reach in (Reach.WHOLE, Reach.NONE) or not DEEDS[deed].origin:
        return True
    return _holds(post, reach, case) if deed not in TIES else _tied(post, deed, case)


def _holds(post: Post, reach: Reach, case: "Case") -> bool:
    if case.unit is None:
        return False
    return case.unit.path.startswith(post.unit.path) if reach is Reach.TREE else case.unit_id == post.unit_id


def _tied(post: Post, deed: str, case: "Case") -> bool:
    holds = deed != "claimed" and _holds(post, SIGHT[post.sight].reach, case)
    return holds or case.shares.filter(_units(post, "unit__"), tie=TIES[deed]).exists()


SCOPES: dict[Reach, Callable[[Post], Q]] = {
    Reach.WHOLE: lambda post: Q(jurisdiction=here()),
    Reach.TREE: _shared,
    Reach.UNIT: _shared,
    Reach.NONE: lambda post: NOTHING,
}
