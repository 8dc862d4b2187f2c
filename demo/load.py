"""载入 · all of it in one transaction: the whole district or nothing."""

import logging
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from demo.district import District
from demo.matters import make_matters
from demo.people import make_people
from demo.places import make_areas
from demo.play import Play
from demo.stories import STORIES
from demo.units import make_units
from huying.directory.models import Person
from huying.directory.reckoning import forget
from huying.directory.seed import seed_calendar, seed_limits

logger = logging.getLogger(__name__)


@transaction.atomic
def load(at: datetime) -> list[Person]:
    """Make the district and play its last three weeks; returns the people who may sign in, once they have passwords."""
    seed_calendar(at)
    seed_limits()
    forget()
    areas = make_areas(settings.HUYING_JURISDICTION)
    units = make_units(areas)
    people = make_people(units, areas)
    district = District(areas, units, people, make_matters(units, at))
    play = Play(district, at)
    play.tell(STORIES)
    for refusal in play.refused:
        logger.warning("demo: %s", refusal)
    forget()
    return list(people.values())


def draw(home: Path) -> None:
    """The outline of the villages, for the resident who would rather point than write; a map that is there already stays."""
    outline = home / "boundary.json"
    if not outline.exists():
        outline.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(__file__).parent / "area.json", outline)
