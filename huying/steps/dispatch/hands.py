"""责任人与层级 · what the deed that gives a case to a unit says of it besides (PRODUCT §1, LF5)."""

from typing import Any

from huying.case.models import Case
from huying.case.ready import change
from huying.directory.models import AreaLevel, Person, Unit

LEVELS = frozenset({AreaLevel.GRID, AreaLevel.VILLAGE, AreaLevel.TOWN, AreaLevel.COUNTY, AreaLevel.CITY})


def hand(case: Case, unit: Unit, person: Person | None = None) -> None:
    """Into that person's hands, or nobody's until the unit names somebody; and the level at which it is now handled."""
    new: dict[str, Any] = {"person_id": person.pk if person else None, "level": _level(case, unit)}
    if any(getattr(case, name) != value for name, value in new.items()):
        change(Case, {"id": case.pk}, new)
        case.person, case.level = person, new["level"]


def _level(case: Case, unit: Unit) -> str:
    """That of the unit's own area; a unit without one leaves the level as it was."""
    return str(unit.area.level) if unit.area and unit.area.level in LEVELS else case.level
