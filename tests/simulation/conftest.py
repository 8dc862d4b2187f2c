"""What the tests of the simulation share: the invented district, and a fortnight of it lived to the end."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from demo import centres, found
from huying.simulation.plan import Plan
from huying.simulation.simulate import Lived, simulate
from huying.site.wiring import ON_DUE

FIRST = date(2026, 3, 2)
DAYS, CASES = 7, 70
CLEARED = timedelta(days=60)
"""So long after the last request everything is over, even what took a third round."""


def plan(seed: int = 7, cases: int = CASES, days: int = DAYS, **more: Any) -> Plan:
    """A Monday in March."""
    return Plan(FIRST, days, cases, seed, points=centres(), **more)


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration's directory, without a case; taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        found(datetime(2026, 3, 2, tzinfo=UTC))
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def lived(district: None) -> Lived:
    """A week of requests, and two months in which they are worked off."""
    asked = plan()
    return simulate(plan(until=asked.begins + timedelta(days=DAYS) + CLEARED), ON_DUE)
