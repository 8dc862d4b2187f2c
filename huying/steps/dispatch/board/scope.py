"""谁的大厅 · on whose boards somebody looks: those of the units that the posts reach. The same reach as `sight`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from huying.case.who import FIELD
from huying.directory.models import Person, Unit
from huying.directory.roles import SIGHT, Reach, Role

ENTITLED = tuple(role for role in Role if role in FIELD)
WATCHING = (Role.DISPATCHER, Role.OPERATOR, Role.SUPERVISOR, Role.LEADER, Role.MAIN_LEADER)


@dataclass(frozen=True, slots=True)
class Scope:
    """Every board, or those of these units and of the branches under these; and whether this person may claim from them."""

    whole: bool
    units: frozenset[int]
    branches: tuple[str, ...]
    claims: bool

    def of(self, prefix: str = "") -> Q:
        """A filter on units, or on rows that have one: `of("unit__")`."""
        found = Q(**{f"{prefix}pk__in": self.units})
        for path in self.branches:
            found |= Q(**{f"{prefix}path__startswith": path})
        return found


def scope_of(person: Person, day: date) -> Scope:
    """What this person's posts open, without any query of its own."""
    posts = [post for post in person.posts_on(day) if post.sight in ENTITLED or post.sight in WATCHING]
    return Scope(
        whole=any(SIGHT[post.sight].reach is Reach.WHOLE for post in posts),
        units=frozenset(post.unit_id for post in posts if SIGHT[post.sight].reach is Reach.UNIT),
        branches=tuple(post.unit.path for post in posts if SIGHT[post.sight].reach is Reach.TREE),
        claims=any(post.sight in FIELD for post in posts),
    )


def boards_of(person: Person, day: date) -> frozenset[int] | None:
    """The same as a set of units, for a process that keeps it for a minute; None is every board."""
    scope = scope_of(person, day)
    if scope.whole:
        return None
    return frozenset(Unit.objects.filter(scope.of()).values_list("pk", flat=True)) if scope.branches else scope.units


def own_units(person: Person, day: date) -> list[Unit]:
    """For whom this person may claim, in the order of the posts."""
    found = {post.unit_id: post.unit for post in person.posts_on(day) if post.sight in FIELD}
    return list(found.values())
