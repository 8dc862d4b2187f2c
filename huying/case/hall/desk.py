"""工作台 · what waits for whom: by role, the places where cases wait for that role's deeds. Figures that are links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.case.hall.filters import overdue
from huying.case.hall.status import LOOKS
from huying.case.hall.tabs import totals
from huying.case.models import Case
from huying.case.steps import Stage
from huying.directory.models import Person
from huying.directory.roles import Role

S = Stage
FIELD = (S.OFFERED, S.WORKING, S.OBJECTED, S.HANDLED, S.DUE)
LEADING = (S.UNLISTED, S.OBJECTED, S.REPORTED, S.REVIEW, S.WORKING)
WAITS: dict[Role, tuple[Stage, ...]] = {
    Role.OPERATOR: (S.RECEIVED, S.WAITING, S.AWAITING),
    Role.DISPATCHER: (S.RECEIVED, S.WAITING, S.RETURNED, S.RAISED, S.OFFERED, S.OBJECTED),
    Role.GRID_WORKER: FIELD,
    Role.CADRE: FIELD,
    Role.STAFF: FIELD,
    Role.LIAISON: FIELD,
    Role.UNIT_LEADER: (S.REPORTED, *FIELD),
    Role.LEADER: LEADING,
    Role.MAIN_LEADER: LEADING,
    Role.SUPERVISOR: (S.WORKING, S.OBJECTED, S.UNLISTED, S.REVIEW),
    Role.CALLER: (S.AWAITING, S.RATED),
    Role.ASSESSOR: (S.RATED, S.REVIEW),
    Role.PETITION_OFFICER: FIELD,
}
"""Role → the stages at which a case waits for it (PRODUCT §2), the most pressing first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many wait there. `at` and `tick` are the filters of the list that shows them."""

    label: str | Promise
    icon: str
    colour: str
    number: int
    query: str


def figures(by: Person, *, at: datetime) -> list[Figure]:
    """工作台 · the late ones first, then what waits at each stage: two queries for all of it."""
    stages = waits_for(post.sight for post in by.posts_on(localdate(at)))
    if not stages:
        return []
    seen = Case.objects.seen_by(by, at=at)
    found, late = totals(seen), seen.filter(overdue(at)).count()
    return [_late(late), *(_waiting(stage, found.get(stage, 0)) for stage in stages)]


def waits_for(roles: Iterable[Role]) -> list[Stage]:
    """The stages of all of somebody's posts, each once."""
    return list(dict.fromkeys(stage for role in roles for stage in WAITS.get(role, ())))


def _late(number: int) -> Figure:
    return Figure(_("已超时"), "alert", "red" if number else "", number, "?overdue=1")


def _waiting(stage: Stage, number: int) -> Figure:
    return Figure(stage.label, LOOKS[stage][1], "", number, f"?at={stage}")
