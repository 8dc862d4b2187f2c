"""清单所定 · whom the matter list names for a matter at a place. Two queries for any number of cases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from huying.case.models import Case
from huying.directory.models import Area, Matter, MatterUnit, Unit, UnitKind

GOVERNS = frozenset({UnitKind.GRID, UnitKind.VILLAGE, UnitKind.TOWN, UnitKind.GOVERNMENT})


class Listing:
    """The lines of these matters and of those above them: what a line leaves open, the line above it says."""

    def __init__(self, matters: Iterable[Matter]) -> None:
        above = {pk for matter in matters for pk in matter.above}
        self._lines = {line.pk: line for line in Matter.objects.filter(pk__in=above)} if above else {}
        self._rows: dict[int, list[MatterUnit]] = defaultdict(list)
        for row in self._read(above):
            self._rows[row.matter_id].append(row)

    def rows(self, matter: Matter) -> Sequence[MatterUnit]:
        """Who answers for it: its own row of units, else that of the nearest line above."""
        return next((self._rows[pk] for pk in reversed(matter.above) if pk in self._rows), ())

    def local_level(self, matter: Matter) -> str:
        """属地主办 · the level at which whoever answers for the place leads; blank where the list names units instead."""
        lines = (self._lines[pk] for pk in reversed(matter.above) if pk in self._lines)
        return next((line.local_level for line in lines if line.local_level), "")

    def leads(self, matter: Matter, area: Area | None) -> list[Unit]:
        """主办 · nearest to the place first; those whose own area does not hold the place are left out."""
        return ranked((row.unit for row in self.rows(matter) if row.leads), area)

    def partners(self, matter: Matter, area: Area | None) -> list[Unit]:
        """协办 · in the same order."""
        return ranked((row.unit for row in self.rows(matter) if not row.leads), area)

    @staticmethod
    def _read(matters: set[int]) -> Iterable[MatterUnit]:
        rows = MatterUnit.objects.filter(matter__in=matters).select_related("unit__area", "unit__successor")
        return rows.order_by("id") if matters else ()


class Locals:
    """属地单位 · the units that govern these places. One query."""

    def __init__(self, areas: Iterable[Area]) -> None:
        above = {pk for area in areas for pk in area.above}
        units = Unit.objects.filter(area__in=above, kind__in=GOVERNS).select_related("area", "successor")
        self._units = list(units.order_by("id")) if above else []

    def at(self, area: Area | None, level: str = "") -> list[Unit]:
        """Of that place, or of what lies round it; nearest first. With a level, only those of that level."""
        if area is None:
            return []
        return ranked((unit for unit in self._units if not level or _level(unit) == level), area)


def leads_of(case: Case) -> list[Unit]:
    """按清单 · who leads by the list alone: the units it names for the place, or whoever answers for the place."""
    if case.matter is None:
        return []
    listing = Listing([case.matter])
    level = listing.local_level(case.matter)
    local = Locals([case.area]).at(case.area, level) if level and case.area else []
    return [*local, *listing.leads(case.matter, case.area)]


def ranked(units: Iterable[Unit], area: Area | None) -> list[Unit]:
    """Nearest to the place first. Without a place, the widest first: somebody who can look further."""
    if area is None:
        return sorted(units, key=_depth)
    return sorted((unit for unit in units if _holds(unit, area)), key=_depth, reverse=True)


def _holds(unit: Unit, area: Area) -> bool:
    return unit.area is None or unit.area.pk in area.above


def _depth(unit: Unit) -> int:
    return len(unit.area.above) if unit.area else 0


def _level(unit: Unit) -> str:
    return unit.area.level if unit.area else ""
