"""What every test may ask for."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections

from huying.directory.reckoning import forget
from tests.emptying import allow_flush
from tests.world import World

allow_flush()
if connection.vendor == "sqlite":  # a file, as in life: threads and processes meet there
    connections.settings["default"]["TEST"]["NAME"] = str(settings.HUYING_HOME / f"test-{os.getpid()}.sqlite3")


@pytest.fixture(autouse=True)
def rules_are_read_anew() -> Iterator[None]:
    """Each test has a database of its own, so the remembered rules of the last one are forgotten."""
    forget()
    yield
    forget()


@pytest.fixture
def world(db: None) -> World:
    """A small district, empty of cases."""
    return World()
