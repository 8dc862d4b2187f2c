"""What may be asked, and what is refused in which words."""

from datetime import timedelta

import pytest

from huying.case.refused import Refused
from huying.simulation import enough
from huying.simulation.models import Source, State, Trial
from huying.simulation.trials.ask import MOST_WAITING
from tests.simulation.trials.conftest import asked
from tests.world import NINE, World

pytestmark = pytest.mark.django_db


def test_the_rules_as_they_are_come_first(world: World) -> None:
    trial = asked(world)
    assert (trial.state, trial.rules, trial.total, trial.by) == (State.QUEUED, ["", "claim=5m"], 4, world.leader)
    assert (trial.days, trial.cases) == (24, 60)


def test_the_cases_of_the_past_are_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huying.simulation.trials.ask.FEWEST", 2)
    for day in (2, 3, 4):
        world.lamp(NINE - timedelta(days=day))
    assert asked(world, source=Source.PAST).cases == 3


def test_too_few_cases_tell_nothing(world: World) -> None:
    world.lamp(NINE - timedelta(days=3))
    with pytest.raises(Refused, match="只收到 1 件，太少"):
        asked(world, source=Source.PAST)
    assert Trial.objects.count() == 0


def test_too_much_work_is_refused_with_its_size(world: World) -> None:
    with pytest.raises(Refused, match=str(enough.MOST)):
        asked(world, cases=5000, seeds=10)


def test_without_a_rule_there_is_nothing_to_compare(world: World) -> None:
    with pytest.raises(Refused, match="至少改动一条规则"):
        asked(world, rules=[])


def test_not_too_many_wait_at_once(world: World) -> None:
    for _number in range(MOST_WAITING):
        asked(world)
    with pytest.raises(Refused, match="排队"):
        asked(world)
