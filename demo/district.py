"""区县 · what a story needs to find: units, people, areas and matters by name."""

from dataclasses import dataclass

from huying.case.who import FIELD, LEADERS, Who
from huying.directory.models import Area, Matter, Person, Post, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class District:
    """The demonstration's directory."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    people: dict[str, Person]
    matters: dict[str, Matter]

    def worker(self, unit: Unit) -> Person:
        """Somebody entitled to act for a unit, other than its leader, who checks the result."""
        return self._first(unit, FIELD - LEADERS)

    def leader(self, unit: Unit) -> Person:
        """The leader of the unit, or of the one above it."""
        return self._first(unit, LEADERS)

    @property
    def root(self) -> Unit:
        """The district itself."""
        return next(unit for unit in self.units.values() if unit.parent_id is None)

    def boards(self, matter: Matter, area: Area) -> list[Unit]:
        """The units that the matter list names for that place, lead first."""
        rows = matter.units.select_related("unit__area").order_by("-leads", "pk")
        local = [unit for unit in self.units.values() if _answers_for(unit, area, matter.local_level)]
        return [*local, *(row.unit for row in rows if row.unit.area and row.unit.area.pk in area.above)]

    def _first(self, unit: Unit, roles: frozenset[Who]) -> Person:
        posts = Post.objects.filter(unit__in=unit.above, role__in=list(roles)).select_related("unit")
        post = max(posts, key=lambda post: (len(post.unit.path), -post.pk))
        return next(person for person in self.people.values() if person.pk == post.person_id)


def _answers_for(unit: Unit, area: Area, level: str) -> bool:
    """Whether the unit is the one of that level which governs the place."""
    governs = unit.kind in (UnitKind.TOWN, UnitKind.VILLAGE) and unit.kind == level
    return governs and unit.area is not None and unit.area.pk in area.above
