"""Rules are read again after five seconds; where nobody else can edit them, once a day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huying.directory.listing import leads_for
from huying.directory.models import Limit, Unit
from huying.directory.reckoning import rules, steady
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
LATER, TOMORROW = NINE + timedelta(hours=2), NINE + timedelta(days=1)


def test_an_hour_later_they_are_read_again(world: World) -> None:
    rules(NINE)
    Limit.objects.filter(clock="claim").update(amount=5)
    assert 5 in [line.amount for line in rules(LATER).limits if line.clock == "claim"]


def test_while_steady_an_hour_later_nothing_is_asked(world: World) -> None:
    with steady():
        before = rules(NINE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert rules(LATER) is before
    assert len(asked) == 0


def test_while_steady_a_new_day_reads_what_comes_into_force(world: World) -> None:
    with steady():
        rules(NINE)
        Limit.objects.filter(clock="claim").update(valid_to=NINE.date())
        assert "claim" not in [line.clock for line in rules(TOMORROW).limits]


def test_afterwards_nothing_is_remembered(world: World) -> None:
    with steady():
        rules(NINE)
    Limit.objects.filter(clock="claim").update(amount=7)
    assert 7 in [line.amount for line in rules(NINE).limits if line.clock == "claim"]


def test_while_steady_the_matter_list_is_asked_once(world: World) -> None:
    with steady():
        before = leads_for(world.lamp_matter, world.east_area)
        with CaptureQueriesContext(connection) as asked:
            assert leads_for(world.lamp_matter, world.east_area) == before == [world.east]
    assert len(asked) == 0


def test_afterwards_the_matter_list_is_asked_anew(world: World) -> None:
    with steady():
        assert leads_for(world.lamp_matter, world.east_area) == [world.east]
    world.lamp_matter.units.all().delete()
    Unit.objects.filter(pk=world.east.pk).update(area=None, kind="office")
    assert leads_for(world.lamp_matter, world.east_area) == []
