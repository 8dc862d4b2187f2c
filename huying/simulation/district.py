"""区县 · the directory as the simulation finds it: units, who works for them, the matters and the places. Read once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from huying.case.who import FIELD, LEADERS, Who
from huying.directory.matter_list import leaves_on
from huying.directory.models import Area, AreaLevel, Matter, Person, Post, Unit
from huying.directory.models.valid import in_force
from huying.directory.roles import SIGHT, Reach, Role

WORKERS = FIELD - LEADERS
NEEDED = (Role.OPERATOR, Role.DISPATCHER, Role.CALLER, Role.LEADER)
"""Without these nothing gets on its way."""


class District:
    """Whoever may act, found without asking the database again. Everything is in the order of codes and names, never of ids."""

    def __init__(self, on: date) -> None:
        self.areas = {area.pk: area for area in Area.objects.filter(in_force(on)).order_by("code")}
        self.units = {unit.pk: unit for unit in Unit.objects.filter(in_force(on)).order_by("code")}
        self.matters = {matter.pk: matter for matter in leaves_on(on).order_by("code", "full_name")}
        self.people = {row.pk: row for row in Person.objects.filter(is_active=True).order_by("username")}
        self._tie_together()
        self._posts: dict[int, list[Post]] = defaultdict(list)
        self._roles: dict[Role, list[Person]] = defaultdict(list)
        for person in self.people.values():
            self._employ(person, on)
        self._known: dict[tuple[int, frozenset[Who]], Sequence[Person]] = {}

    def villages(self) -> list[Area]:
        """Where people live: the villages, or whatever lies lowest."""
        found = [area for area in self.areas.values() if area.level == AreaLevel.VILLAGE]
        parents = {area.parent_id for area in self.areas.values()}
        return found or [area for area in self.areas.values() if area.pk not in parents]

    def grids(self, village: Area) -> list[Area]:
        """The grids of a village."""
        return [area for area in self.areas.values() if area.parent_id == village.pk]

    def holding(self, *roles: Role) -> Sequence[Person]:
        """Everybody with one of these posts."""
        return [person for role in roles for person in self._roles[role]]

    def lacks(self) -> list[Role]:
        """The posts that nobody holds and without which nothing gets on its way."""
        return [role for role in NEEDED if not self._roles[role]]

    def workers(self, unit: Unit) -> Sequence[Person]:
        """Who acts for a unit: its own people, else the nearest head of one over it; nobody for the district itself."""
        return self._over(unit, WORKERS) or self._over(unit, FIELD)

    def leaders(self, unit: Unit) -> Sequence[Person]:
        """The leaders over a unit, the nearest first."""
        return self._over(unit, LEADERS)

    def _over(self, unit: Unit, roles: frozenset[Who]) -> Sequence[Person]:
        if (unit.pk, roles) not in self._known:
            self._known[unit.pk, roles] = list(dict.fromkeys(self._find(unit, roles)))
        return self._known[unit.pk, roles]

    def _find(self, unit: Unit, roles: frozenset[Who]) -> Iterable[Person]:
        for above in reversed(unit.above):
            for post in self._posts[above]:
                near = above == unit.pk or SIGHT[post.sight].reach is Reach.TREE
                if post.sight in roles and near:
                    yield self.people[post.person_id]

    def _tie_together(self) -> None:
        """Parents and areas are the same objects, already there."""
        for area in self.areas.values():
            area.parent = self.areas.get(area.parent_id or 0)
        for unit in self.units.values():
            unit.parent = self.units.get(unit.parent_id or 0)
            unit.area = self.areas.get(unit.area_id or 0)

    def _employ(self, person: Person, on: date) -> None:
        for post in sorted(person.posts_on(on), key=lambda post: post.unit.code):
            self._posts[post.unit_id].append(post)
            if person not in self._roles[post.sight]:
                self._roles[post.sight].append(person)

    def matter(self, pk: int | None) -> Matter | None:
        """By its row."""
        return self.matters.get(pk or 0)
