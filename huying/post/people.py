"""谁在岗 · people by post: of a unit, over a unit, of the whole district."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from huying.case.who import Who
from huying.directory.models import Person, Post, Unit
from huying.directory.models.valid import in_force

Roles = Iterable[Who]


def in_district(roles: Roles, day: date) -> list[Person]:
    """Whoever holds such a post anywhere."""
    return _people(_posts(roles, day))


def in_units(units: Iterable[int], roles: Roles, day: date) -> list[Person]:
    """Whoever holds such a post in one of these units."""
    return _people(_posts(roles, day).filter(unit__in=list(units)))


def nearest_over(unit: Unit | None, roles: Roles, day: date) -> list[Person]:
    """Whoever holds such a post in the unit itself; else in the unit above it; and so on up."""
    if unit is None:
        return []
    posts = list(_posts(roles, day).filter(unit__in=unit.above))
    nearest = max((len(post.unit.path) for post in posts), default=0)
    return _people(post for post in posts if len(post.unit.path) == nearest)


def _posts(roles: Roles, day: date) -> QuerySet[Post]:
    held = Post.objects.filter(in_force(day), role__in=list(roles), person__is_active=True)
    return held.select_related("person", "unit").order_by("person")


def _people(posts: Iterable[Post]) -> list[Person]:
    return list({post.person_id: post.person for post in posts}.values())
