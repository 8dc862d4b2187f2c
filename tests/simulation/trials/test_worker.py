"""The keeper works trials off: one at a time, a run after the other, whoever is killed in between."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

from huying.case.models import Case, Entry
from huying.directory.lease import SILENCE
from huying.directory.models import Limit, Person
from huying.directory.roles import Role
from huying.simulation.models import State, Trial
from huying.simulation.trials import files
from huying.simulation.trials import worker as module
from huying.simulation.trials.ask import stop
from huying.simulation.trials.running import Running
from huying.simulation.trials.worker import GIVE_UP_AFTER, KEPT_FOR, Worker
from tests.simulation.trials.conftest import Pretended, asked
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
ALL = [("", 1), ("claim=5m", 1), ("", 2), ("claim=5m", 2)]


def work(worker: Worker, looks: int) -> None:
    for _look in range(looks):
        worker(NINE)


def test_every_set_is_lived_with_every_seed_and_then_it_is_done(world: World, runs: type[Pretended]) -> None:
    trial = asked(world)
    work(Worker(), 20)
    trial.refresh_from_db()
    assert runs.begun == ALL
    assert (trial.state, trial.percent, trial.spent) == (State.DONE, 100, 24.0)
    assert trial.figures["claim=5m"]["2"] == {"minutes": 4.2, "load": 0.5}
    assert trial.lease == ""


def test_how_far_it_is_and_how_long_still_is_told_meanwhile(world: World, runs: type[Pretended]) -> None:
    trial = asked(world)
    work(Worker(), 5)
    trial.refresh_from_db()
    assert (trial.state, trial.done, trial.percent, trial.share) == (State.RUNNING, 1, 37, 0.5)
    assert trial.left == pytest.approx(12 / 1.5 * 2.5)
    assert trial.minutes_left == 1


def test_one_that_was_killed_is_gone_on_with_and_no_run_that_was_done_is_done_again(
    world: World, runs: type[Pretended]
) -> None:
    trial = asked(world)
    work(Worker(), 5)  # the first run is done, the second under way; then nobody is heard of any more
    other = Worker()
    other(NINE + SILENCE / 2)
    assert runs.begun == ALL[:2]
    for look in range(20):
        other(NINE + SILENCE * 2 + timedelta(seconds=look))
    trial.refresh_from_db()
    assert runs.begun == [ALL[0], ALL[1], *ALL[1:]]
    assert (trial.state, trial.done) == (State.DONE, 4)


def test_a_worker_that_was_thought_dead_kills_its_run_and_writes_nothing(world: World, runs: type[Pretended]) -> None:
    trial = asked(world)
    slow, other = Worker(), Worker()
    work(slow, 1)
    other(NINE + SILENCE * 2)
    other(NINE + SILENCE * 2)
    slow(NINE)
    assert runs.killed == [("", 1)]
    for _look in range(20):
        other(NINE + SILENCE * 2)
        slow(NINE)
    trial.refresh_from_db()
    assert (trial.state, trial.done, trial.spent) == (State.DONE, 4, 24.0)


def test_never_more_than_one_at_a_time_whoever_else_is_there(world: World, runs: type[Pretended]) -> None:
    asked(world)
    second = asked(world)
    one, other = Worker(), Worker()
    for _look in range(5):
        one(NINE)
        other(NINE)
    assert Trial.objects.filter(state=State.RUNNING).count() == 1
    assert Trial.objects.get(pk=second.pk).state == State.QUEUED


def test_somebody_stops_it_and_the_run_under_way_is_killed(world: World, runs: type[Pretended], home: Path) -> None:
    trial = asked(world)
    worker = Worker()
    work(worker, 1)
    assert stop(trial, at=NINE)
    work(worker, 3)
    trial.refresh_from_db()
    assert (trial.state, runs.killed) == (State.STOPPED, [("", 1)])
    assert list((home / "foresight").iterdir()) == []
    assert not stop(trial, at=NINE)


def test_a_run_that_fails_is_tried_again_and_given_up_with_its_words(
    world: World, runs: type[Pretended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pretended, "fails", True)
    trial = asked(world)
    work(Worker(), 30)
    trial.refresh_from_db()
    assert runs.begun == [("", 1)] * GIVE_UP_AFTER
    assert trial.state == State.REFUSED
    assert "disk full" in trial.refusal


def test_a_run_that_takes_too_long_is_killed_and_it_says_so(
    world: World, runs: type[Pretended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST", 5.0)
    trial = asked(world)
    work(Worker(), 4)
    trial.refresh_from_db()
    assert (trial.state, runs.killed) == (State.REFUSED, [("", 1)])
    assert "选短" in trial.refusal


def test_results_grown_old_are_cleared_away(world: World, runs: type[Pretended]) -> None:
    Trial.objects.filter(pk=asked(world).pk).update(state=State.DONE, ended_at=NINE)
    Worker()(NINE + KEPT_FOR - timedelta(days=1))
    assert Trial.objects.count() == 1
    Worker()(NINE + KEPT_FOR + timedelta(days=1))
    assert Trial.objects.count() == 0


def settle(world: World) -> None:
    """Everybody without whom nothing gets on its way."""
    for who in (world.operator, world.dispatcher, world.villager, world.neighbour, world.leader):
        assert who.pk
    world.person(Role.CALLER, world.centre)


@pytest.mark.once
def test_a_real_run_writes_nothing_into_this_home(world: World, home: Path) -> None:
    """Its home is a temporary one: no case, line, person or limit of this home is touched."""
    settle(world)
    before = (Case.objects.count(), Entry.objects.count(), Person.objects.count(), list(Limit.objects.values()))
    trial = asked(world, cases=50, seeds=1)
    Trial.objects.filter(pk=trial.pk).update(rules=["claim=5m,workers=1"])
    worker = Worker()
    while not trial.ended:
        worker(NINE)
        time.sleep(0.2)
        trial.refresh_from_db()
    assert (trial.state, trial.refusal) == (State.DONE, "")
    assert trial.figures["claim=5m,workers=1"]["1"]["minutes"] > 0
    after = (Case.objects.count(), Entry.objects.count(), Person.objects.count(), list(Limit.objects.values()))
    assert after == before
    assert list((home / "foresight").iterdir()) == []


@pytest.mark.once
def test_the_run_of_a_keeper_that_is_killed_ends_by_itself(world: World, home: Path) -> None:
    """As kill -9 does: nobody is left who holds the other end of the pipe."""
    settle(world)
    trial = asked(world, cases=5000)
    given = files.prepare(trial, on=NINE.date())
    running = Running(trial, "", 1, given)
    pipe = running._process.stdin
    assert pipe is not None
    pipe.close()
    assert running._process.wait(60) != 0
    with pytest.raises(ProcessLookupError):
        os.kill(running.pid, signal.SIGKILL)
