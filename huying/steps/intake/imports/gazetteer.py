"""地名单位对照 · the areas, units and matters that a file names, found in our directory by name or code."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar

from huying.directory.models import Area, Matter, MatterList, Unit
from huying.directory.models.valid import in_force
from huying.steps.intake.imports.fields import Field
from huying.steps.intake.imports.reading import Reading

Named = TypeVar("Named", Area, Unit)


class Gazetteer:
    """The directory of one day, read once for a whole file. A name that two rows share finds nothing: nobody guesses."""

    def __init__(self, on: date) -> None:
        self._areas = _by_name(Area.objects.filter(in_force(on)))
        self._units = _by_name(Unit.objects.filter(in_force(on)))
        self._matters = _matters(on)
        self._area = lru_cache(maxsize=None)(self._find_area)

    def area(self, reading: Reading) -> Area | None:
        """The smallest area that the row names: village, else town, else district."""
        told = reading.told
        return self._area(told.get(Field.DISTRICT, ""), told.get(Field.TOWN, ""), told.get(Field.VILLAGE, ""))

    def unit(self, reading: Reading) -> Unit | None:
        """The unit that the row names."""
        found = self._units.get(reading.told.get(Field.UNIT, ""), [])
        return found[0] if len(found) == 1 else None

    def matter(self, reading: Reading) -> Matter | None:
        """The matter that the row names, by its whole way from the root, its code or its own name."""
        return self._matters.get(reading.told.get(Field.CATEGORY, ""))

    def _find_area(self, *names: str) -> Area | None:
        """Each name is looked for inside the area found before it."""
        inside: Area | None = None
        for name in names:
            there = [area for area in self._areas.get(name, []) if inside is None or _lies_in(area, inside)]
            inside = there[0] if len(there) == 1 else inside
        return inside


def _lies_in(area: Area, other: Area) -> bool:
    return area.path.startswith(other.path)


def _by_name(rows: Iterable[Named]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        for name in {row.name, row.code} - {""}:
            found[name].append(row)
    return found


def _matters(on: date) -> dict[str, Matter]:
    """Of the list in force; a name or code that occurs twice is left out, the whole way never."""
    listing = MatterList.objects.filter(in_force(on)).order_by("-version").first()
    rows = list(Matter.objects.filter(list=listing, retired_on=None)) if listing else []
    found: dict[str, list[Matter]] = defaultdict(list)
    for row in rows:
        for name in {row.name, row.code} - {""}:
            found[name].append(row)
    alone = {name: same[0] for name, same in found.items() if len(same) == 1}
    return alone | {row.full_name: row for row in rows}
