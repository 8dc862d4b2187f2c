"""Who acts 谁来办 · roles by the part they play in a case, and the two voices that hold no post."""

from enum import Enum

from huying.directory.models import Person
from huying.directory.roles import Role


class Voice(Enum):
    """An actor without a post: the resident through the secret link, or the keeper of time."""

    RESIDENT = "resident"
    KEEPER = "keeper"


Who = Role | Voice
RESIDENT, KEEPER = Voice.RESIDENT, Voice.KEEPER

DESK = frozenset[Who]({Role.OPERATOR, Role.DISPATCHER, KEEPER})
"""接线台与派单台 · they take requests in and send them on."""

OFFICE = frozenset[Who]({Role.DISPATCHER, KEEPER})
"""They bring files in."""

FIELD = frozenset[Who]({Role.LIAISON, Role.STAFF, Role.CADRE, Role.GRID_WORKER, Role.UNIT_LEADER})
"""承办单位的人 · entitled to claim for their unit."""

HOLDERS = FIELD
"""Those of the unit that holds the case."""

REPORTERS = frozenset[Who]({RESIDENT, Role.OPERATOR, Role.DISPATCHER, Role.GRID_WORKER, Role.CADRE, KEEPER})
"""Whoever may bring a request in."""

LEADERS = frozenset[Who]({Role.UNIT_LEADER, Role.LEADER, Role.MAIN_LEADER})
"""领导 · of the unit or above it."""

JUDGES = frozenset[Who]({Role.LEADER, Role.MAIN_LEADER, Role.SUPERVISOR})
"""They rule on unlisted matters, disputes and reviews; always above the unit."""

CALLERS = frozenset[Who]({Role.CALLER})
"""回访台 · never the one who handled the case."""

Actor = Person | Voice
"""Whoever does a deed."""
