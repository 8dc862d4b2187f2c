"""What every story may ask for: a district with the limits that a new district has, its people, and the time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from huying.directory import suggest
from huying.directory.models import Person
from huying.directory.reckoning import forget
from huying.directory.roles import Role
from huying.directory.seed.calendar import seed_calendar
from huying.directory.seed.limits import seed_limits
from huying.steps.dispatch.figures import today
from tests.stories.people import Staff, Time
from tests.world import World

MORNING = datetime(2026, 9, 22, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """Files of one story are not found by another."""
    place = settings.HUYING_HOME = tmp_path / "home"
    return place


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    suggest.forget()
    today.forget()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch, db: None) -> Time:
    """Tuesday 22 September 2026, 09:00; Friday begins the Mid-Autumn holiday."""
    clock = Time(monkeypatch)
    clock.is_(MORNING)
    return clock


class Town:
    """柳河镇 · who works there. The stage: what the directory holds on the first morning."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.operator = Staff(world.operator)
        self.dispatcher = Staff(world.dispatcher)
        self.leader = Staff(world.leader)
        self.liaison = Staff(world.villager)
        self.office = Staff(world.person(Role.LIAISON, world.office, "城建办联络员"))
        self.caller = Staff(world.person(Role.CALLER, world.centre, "回访员"))

    def staff(self, role: Role, unit: Any, name: str = "") -> Staff:
        return Staff(self.person(role, unit, name))

    def person(self, role: Role, unit: Any, name: str = "") -> Person:
        return self.world.person(role, unit, name)


@pytest.fixture
def town(world: World, time: Time) -> Town:
    seed_limits()
    seed_calendar(MORNING)
    forget()
    return Town(world)
