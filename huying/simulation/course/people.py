"""谁来做 · whoever may act for a case, by the part they play."""

from collections.abc import Sequence

from huying.directory.models import Person
from huying.directory.roles import Role
from huying.simulation.life import Life, Who


def holding(*roles: Role) -> Who:
    """Anybody with such a post."""
    return lambda life: life.world.district.holding(*roles)


def workers(life: Life) -> Sequence[Person]:
    """The person who answers for it, else anybody of the unit."""
    able = life.world.district.workers(life.unit)
    return [life.case.person] if life.case.person in able and life.case.person else able


def checkers(life: Life) -> Sequence[Person]:
    """The nearest leader who has not handled it."""
    above = life.world.district.leaders(life.unit)
    return [person for person in above if person.pk not in life.hands][:1] or above[:1]


def rulers(life: Life) -> Sequence[Person]:
    """The leaders of the district."""
    return life.world.district.holding(Role.LEADER, Role.MAIN_LEADER)


def reviewers(life: Life) -> Sequence[Person]:
    """Above the unit, and without a hand in the case."""
    judges = life.world.district.holding(Role.SUPERVISOR, Role.LEADER, Role.MAIN_LEADER)
    return [person for person in judges if person.pk not in life.hands] or judges


OPERATORS, DISPATCHERS = holding(Role.OPERATOR), holding(Role.DISPATCHER)
CALLERS, SUPERVISORS, ASSESSORS = holding(Role.CALLER), holding(Role.SUPERVISOR), holding(Role.ASSESSOR)
