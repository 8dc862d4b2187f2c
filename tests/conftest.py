"""What every test may ask for."""

from collections.abc import Iterator

import pytest

from huying.directory.reckoning import forget
from tests.world import World


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
