"""承接单位 · who stands in the place of a unit that was merged, split off or renamed (RULES §4)."""

from datetime import date

from huying.directory.models import Unit

LONGEST = 20
"""A chain of successors longer than this goes in a circle."""


def stands(unit: Unit, on: date) -> bool:
    """Whether the unit exists that day. One with a successor and no last day has been replaced."""
    return unit.valid_on(on) and not (unit.successor_id and unit.valid_to is None)


def heir(unit: Unit, on: date) -> Unit | None:
    """承接 · the unit itself while it stands, else the nearest successor that does; None where nobody took over."""
    found: Unit | None = unit
    for _ in range(LONGEST):
        if found is None or stands(found, on):
            return found
        found = found.successor
    return None
