"""初步核查 · what is unclear is looked at on the spot before anybody is sent (WZ8). Shares are ASSUMED."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from huying.directory.models import Person, Unit
from huying.simulation.course.people import DISPATCHERS
from huying.simulation.life import Life, Step
from huying.simulation.shifts import Shift
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.inquire import inquire
from huying.steps.dispatch.inquiry import Finding

UNCLEAR = 0.03
FOUND = (Finding.REAL, Finding.REAL, Finding.REAL, Finding.PARTLY, Finding.UNCLEAR)
SOON = timedelta(seconds=6)
"""Before the keeper rings for it."""


def looking(life: Life) -> Sequence[Step]:
    """The dispatcher asks the village, somebody of it goes and says what there is; none where nobody is near."""
    unit = near(life)
    if unit is None or life.beside.random() >= UNCLEAR:
        return ()
    people = life.world.district.workers(unit)
    way = timedelta(minutes=life.beside.uniform(20, 120))
    ask = Step(_ask, SOON, DISPATCHERS, 1, Shift.DISPATCH)
    return (ask, Step(_look, way, lambda _life: people, 20, Shift.WATCH))


def near(life: Life) -> Unit | None:
    """Whoever answers for the place: the unit of the area, else of the one round it."""
    district = life.world.district
    areas = (life.demand.area.pk, life.demand.area.parent_id)
    found = (unit for area in areas for unit in district.units.values() if unit.area_id == area)
    return next((unit for unit in found if district.workers(unit)), None)


def _ask(life: Life, by: Person, at: datetime) -> None:
    unit = near(life)
    if unit:
        ask_inquiry(life.case, of=unit, by=by, at=at, words=life.say_beside("ask to look"))


def _look(life: Life, by: Person, at: datetime) -> None:
    inquire(life.case, finding=life.beside.choice(FOUND), words=life.say_beside("found"), by=by, at=at)
