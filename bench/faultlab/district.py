"""The lab's district: the world of the tests, with people who sign in by name and password."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from huying.directory.models import Limit, Measure, Person
from huying.directory.roles import Role
from tests.world import World


class District(NamedTuple):
    """What lives need to know of the directory: keys and names, no rows."""

    area: int
    east: int
    office: int
    matter: int
    people: dict[str, str]


def district(password: str, minutes: dict[str, int]) -> District:
    """Everybody's name by the part they play; some clocks shortened to so many minutes."""
    world = World()
    for clock, amount in minutes.items():
        Limit.objects.filter(clock=clock).update(amount=amount, measure=Measure.MINUTES)
    people = {
        "dispatcher": world.dispatcher, "operator": world.operator, "villager": world.villager,
        "clerk": world.person(Role.LIAISON, world.office), "leader": world.leader,
        "supervisor": world.person(Role.SUPERVISOR, world.centre), "caller": world.person(Role.CALLER, world.centre),
    }  # fmt: skip
    Person.objects.update(password=make_password(password))
    names = {part: person.username for part, person in people.items()}
    return District(world.east_area.pk, world.east.pk, world.office.pk, world.lamp_matter.pk, names)
