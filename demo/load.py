"""载入 · the district and what happened in it; a small one whole or not at all."""

import logging
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from demo.district import District
from demo.foresight import show_one
from demo.matters import make_matters
from demo.people import make_people
from demo.places import centres, make_areas
from demo.play import LONG_READ, Play, read_the_old
from demo.stories import STORIES
from demo.units import make_units
from huying.directory.models import Person
from huying.directory.reckoning import forget
from huying.directory.seed import seed_calendar, seed_limits
from huying.simulation.plan import Plan
from huying.simulation.simulate import simulate
from huying.simulation.year import Tell
from huying.site.demo import whole
from huying.site.wiring import ON_DUE

logger = logging.getLogger(__name__)


SEED, DAYS_A_CASE, LONGEST = 2026, 0.15, 365
"""A few hundred simulated cases fill some weeks, twenty thousand a year."""

READ_FROM = timedelta(days=14)
"""Letters older than that are not even made: nobody would read them."""


def load(at: datetime, *, cases: int = 0, tell: Tell = lambda come, done: None) -> list[Person]:
    """Make the district and play its last three weeks; returns the people who may sign in, once they have passwords.

    `cases`: so many more, simulated, live beside the stories.
    """
    with whole(cases):
        district = found(at)
        play = Play(district, at)
        if cases:
            simulate(_plan(at, cases), ON_DUE, told=play.events(STORIES), tell=tell)
            read_the_old(at - LONG_READ)
        else:
            play.tell(STORIES)
        show_one(district.people["main-leader1"], at)
    for refusal in play.refused:
        logger.warning("demo: %s", refusal)
    forget()
    return list(district.people.values())


@transaction.atomic
def found(at: datetime) -> District:
    """The district alone: its places, units, people and matters, and the rules they live by."""
    seed_calendar(at)
    seed_limits()
    forget()
    areas = make_areas(settings.HUYING_JURISDICTION)
    units = make_units(areas)
    return District(areas, units, make_people(units, areas), make_matters(units, at))


def _plan(at: datetime, cases: int) -> Plan:
    days = min(LONGEST, max(30, round(cases * DAYS_A_CASE)))
    return Plan(
        localdate(at) - timedelta(days=days - 1), days, cases, SEED, until=at, letters=at - READ_FROM, points=centres()
    )


def draw(home: Path) -> None:
    """The outline of the villages, for the resident who would rather point than write; a map that is there already stays."""
    outline = home / "boundary.json"
    if not outline.exists():
        outline.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(__file__).parent / "area.json", outline)
