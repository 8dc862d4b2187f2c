"""演员 · who plays in a load test, in whatever directory is there: a desk, a village that handles, a matter that it may be sent."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from huying.directory.models import Area, Matter, Person, Post, Unit
from huying.directory.models.valid import in_force
from huying.directory.roles import Role
from huying.kit.clock import now


@dataclass(frozen=True, slots=True)
class Cast:
    """As the world of the tests calls them."""

    dispatcher: Person
    villager: Person
    east: Unit
    east_area: Area
    lamp_matter: Matter


def cast() -> Cast:
    """Two people of our own beside those who are there: theirs may have passwords to change first."""
    today = localdate(now())
    east = (
        Unit.objects.filter(in_force(today), kind="village", area__level="village")
        .select_related("area")
        .order_by("pk")[0]
    )
    desk = Post.objects.filter(in_force(today), role=Role.DISPATCHER).order_by("pk").first()
    centre = desk.unit if desk else Unit.objects.filter(kind="centre").order_by("pk")[0]
    assert east.area is not None
    return Cast(_person(Role.DISPATCHER, centre), _person(Role.LIAISON, east), east, east.area, _matter())


def _matter() -> Matter:
    """A line at the end of a branch, in the newest list, that a village may be sent."""
    lines = Matter.objects.filter(community=True, retired_on=None).exclude(pk__in=_branches())
    return lines.order_by("-list__version", "pk")[0]


def _branches() -> list[int]:
    return list(Matter.objects.exclude(parent=None).values_list("parent", flat=True).distinct())


def _person(role: Role, unit: Unit) -> Person:
    username = f"bench {role}"
    found = Person.objects.filter(username=username).first()
    if found is None:
        found = Person.objects.create_person(username, str(role.label))
        Post.objects.create(person=found, unit=unit, role=role)
    return found
