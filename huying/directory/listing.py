"""清单所定 · whom the matter list names for a matter at a place. Two queries for any number of cases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from huying.directory.models import Area, Matter, Unit, UnitKind
from huying.directory.reckoning import once

GOVERNS = frozenset({UnitKind.GRID, UnitKind.VILLAGE, UnitKind.TOWN, UnitKind.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Row:
    """One unit that a line names: the lead, or a partner."""

    unit: int
    leads: bool


class Listing:
    """What these lines say, and those above them: what a line leaves open, the line above it says. And who governs the places."""

    def __init__(
        self, matters: Iterable[Matter | None], areas: Iterable[Area | None] = (), others: Iterable[int] = ()
    ) -> None:
        self._rows: dict[int, list[Row]] = defaultdict(list)
        self._local: dict[int, str] = {}
        self._governing: dict[int, list[Unit]] = {}
        self._read_lines({pk for matter in matters if matter for pk in matter.above})
        self._units = self._read_units({pk for area in areas if area for pk in area.above}, set(others))

    @property
    def units(self) -> list[Unit]:
        """All that were read: named by the lines, governing the places, or asked for besides."""
        return list(self._units.values())

    def names(self, matter: Matter, unit: Unit) -> bool:
        """Whether the list names this very unit for it, as lead or as partner."""
        return unit.pk in {row.unit for row in self._said(matter)}

    def local_level(self, matter: Matter) -> str:
        """属地主办 · the level at which whoever answers for the place leads; blank where the list names units instead."""
        return next((self._local[pk] for pk in reversed(matter.above) if self._local.get(pk)), "")

    def leads(self, matter: Matter | None, area: Area | None) -> list[Unit]:
        """主办 · nearest to the place first; those whose own area does not hold the place are left out."""
        if matter is None:
            return []
        level = self.local_level(matter)
        local = [unit for unit in self.governing(area) if level and _level(unit) == level]
        return [*local, *self._named(matter, area, leads=True)]

    def partners(self, matter: Matter | None, area: Area | None) -> list[Unit]:
        """协办 · in the same order."""
        return self._named(matter, area, leads=False) if matter else []

    def governing(self, area: Area | None) -> list[Unit]:
        """属地 · the village, town and district that the place lies in; nearest first."""
        if area is None:
            return []
        if area.pk not in self._governing:  # the rows of a page lie in few places
            above = area.above
            found = (unit for unit in self._units.values() if unit.kind in GOVERNS and unit.area_id in above)
            self._governing[area.pk] = ranked(found, area)
        return self._governing[area.pk]

    def _named(self, matter: Matter, area: Area | None, *, leads: bool) -> list[Unit]:
        return ranked((self._units[row.unit] for row in self._said(matter) if row.leads is leads), area)

    def _said(self, matter: Matter) -> Sequence[Row]:
        return next((self._rows[pk] for pk in reversed(matter.above) if pk in self._rows), ())

    def _read_lines(self, matters: set[int]) -> None:
        for pk, level, unit, leads in once(("lines", *sorted(matters)), lambda: _lines(matters)):
            self._local[pk] = level
            if unit:
                self._rows[pk].append(Row(unit, leads))

    def _read_units(self, areas: set[int], others: set[int]) -> dict[int, Unit]:
        named = others | {row.unit for rows in self._rows.values() for row in rows}
        if not named and not areas:
            return {}
        return once((frozenset(named), frozenset(areas)), lambda: _units(named, areas))


def _lines(matters: set[int]) -> Sequence[tuple[int, str, int | None, bool]]:
    lines = Matter.objects.filter(pk__in=matters).order_by("units__id") if matters else Matter.objects.none()
    return list(lines.values_list("pk", "local_level", "units__unit", "units__leads"))


def _units(named: set[int], areas: set[int]) -> dict[int, Unit]:
    found = Unit.objects.filter(Q(pk__in=named) | Q(area__in=areas, kind__in=GOVERNS))
    return {unit.pk: unit for unit in found.select_related("area", "successor").order_by("pk")}


def leads_for(matter: Matter, area: Area | None) -> list[Unit]:
    """主办单位 · who leads by the list alone: whoever answers for the place where the list says so, then the units it names."""
    return Listing([matter], [area]).leads(matter, area)


def ranked(units: Iterable[Unit], area: Area | None) -> list[Unit]:
    """Nearest to the place first. Without a place, the widest first: somebody who can look further."""
    if area is None:
        return sorted(units, key=_depth)
    above = area.above
    near = (unit for unit in units if unit.area is None or unit.area.pk in above)
    return sorted(near, key=_depth, reverse=True)


def _depth(unit: Unit) -> int:
    return len(unit.area.above) if unit.area else 0


def _level(unit: Unit) -> str:
    return unit.area.level if unit.area else ""
