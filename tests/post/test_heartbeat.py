"""A keeper that has died is noticed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from huying.post import heartbeat
from huying.post.heartbeat import FRESH, SILENCE, beat, silent
from huying.post.models import Heartbeat
from tests.world import NINE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    heartbeat._heard.clear()
    yield
    heartbeat._heard.clear()


def test_nobody_has_ever_been_heard() -> None:
    assert silent("keeper", NINE)


def test_a_beat_is_heard_for_a_minute() -> None:
    beat("keeper", NINE)
    assert not silent("keeper", NINE + SILENCE - timedelta(seconds=1))
    assert silent("keeper", NINE + SILENCE + FRESH)


def test_the_last_beat_counts() -> None:
    beat("keeper", NINE)
    beat("keeper", NINE + SILENCE, note="deliver: OperationalError")
    row = Heartbeat.objects.get()
    assert (row.at, row.note) == (NINE + SILENCE, "deliver: OperationalError")


def test_a_clock_that_lags_hears_it_too() -> None:
    beat("keeper", NINE)
    assert not silent("keeper", NINE - timedelta(hours=2))
