"""Who opens the pages of the directory."""

import pytest
from django.test import Client

from huying.directory.models import Person
from huying.directory.roles import Role
from huying.directory.seed import seed_calendar, seed_limits
from tests.directory.sheets.files import imported
from tests.world import NINE, World

MATTERS = ["一级", "二级", "三级", "主办（街道乡镇）", "识别词"]


def signed(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def keeper(world: World) -> Client:
    """The system administrator."""
    return signed(world.person(Role.SYSTEM_ADMIN, world.town, "sys"))


@pytest.fixture
def guard(world: World) -> Client:
    """The security administrator."""
    return signed(world.person(Role.SECURITY_ADMIN, world.town, "sec"))


@pytest.fixture
def desk(world: World) -> Client:
    """The dispatcher."""
    return signed(world.dispatcher)


@pytest.fixture
def district(world: World) -> World:
    """With a calendar, limits and a list of matters."""
    seed_calendar(NINE)
    seed_limits()
    imported(
        "matters", MATTERS, ("公共设施", "照明", "路灯不亮", "城建办", "路灯"), ("公共设施", "供水", "停水", "", "")
    )
    return world
