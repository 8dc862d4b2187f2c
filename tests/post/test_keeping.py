"""What the keeper does in one round: clocks, letters, anchors, and a sign of life."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huying.case.models import Anchor
from huying.post import heartbeat
from huying.post.heartbeat import KEEPER, silent
from huying.post.models import Letter, State
from huying.site.keeper import JOBS, LONG, Job, Keeper
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
UNSAID = "守时进程没有在运行"


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.HUYING_ANCHORS = tmp_path / "anchors"
    settings.HOME = settings.HUYING_HOME = tmp_path
    heartbeat._heard.clear()
    yield
    heartbeat._heard.clear()


def test_one_round_tells_anchors_and_shows_life(world: World) -> None:
    assert world.villager
    world.offered(phone="")
    Keeper().round(NINE + timedelta(seconds=1))
    assert Letter.objects.get().state == State.CARRIED
    assert Anchor.objects.count() == 1
    assert not silent(KEEPER, NINE + timedelta(seconds=1))


def test_a_case_that_nobody_claims_is_assigned_and_told(world: World) -> None:
    villager = world.villager
    lamp = world.offered(phone="")
    for seconds in range(0, 16 * 60, 30):
        Keeper().round(NINE + timedelta(seconds=seconds))
    told = Letter.objects.filter(person=villager, entry__case=lamp).order_by("pk")
    assert [letter.entry.deed for letter in told] == ["offered", "urged", "urged", "breached", "unclaimed", "assigned"]


def test_a_job_that_fails_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.villager
    world.offered(phone="")

    def fail(*given: object) -> int:
        raise RuntimeError

    monkeypatch.setattr("huying.case.timekeeper.tick", fail)
    Keeper().round(NINE)
    assert Letter.objects.filter(state=State.CARRIED).exists()


def test_what_takes_long_runs_beside_and_again_after_a_failure(db: None) -> None:
    done: list[datetime] = []

    def work(at: datetime) -> int:
        done.append(at)
        if len(done) == 1:
            raise RuntimeError
        keeper.stop()
        return 1

    keeper = Keeper(jobs=(), beside=(Job("imports", 0.01, work),))
    keeper.work_beside()
    assert len(done) == 2


def test_every_job_has_a_name_of_its_own() -> None:
    names = [job.name for job in (*JOBS, *LONG)]
    assert len(set(names)) == len(names)


def test_a_page_says_when_nobody_keeps_time(world: World, client: Client) -> None:
    client.force_login(world.villager)
    assert UNSAID in client.get("/inbox/").content.decode()


def test_a_page_says_nothing_while_somebody_does(world: World, client: Client) -> None:
    from huying.kit.clock import now

    heartbeat.beat(KEEPER, now())
    client.force_login(world.villager)
    assert UNSAID not in client.get("/inbox/").content.decode()


def test_the_bell_shows_how_many_letters_wait(world: World, client: Client) -> None:
    client.force_login(world.villager)
    assert "data-bell" not in client.get("/inbox/").content.decode()
    world.offered(phone="")
    Keeper().round(NINE)
    assert "data-bell>1<" in client.get("/inbox/").content.decode()
