"""脉搏 · a loop that says nothing for too long hangs; what it hung at twice is left out for a while."""

import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from huying.post.heartbeat import KEEPER
from huying.post.models import Heartbeat
from huying.site.keeper import Job, Keeper
from huying.site.running import watchman
from huying.site.running.child import Child
from huying.site.running.hung import Hung
from huying.site.running.pulse import BETWEEN, Pulse
from huying.site.running.watchman import BESIDE, hung, keeper_hangs, pulse
from tests.site.running.test_child import until
from tests.world import NINE

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HUYING_HOME = tmp_path
    return tmp_path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The uptime of the machine, moved on."""
    real, moved = time.monotonic, [0.0]

    def move(seconds: float) -> None:
        moved[0] += seconds

    monkeypatch.setattr("huying.site.running.pulse.time.monotonic", lambda: real() + moved[0])
    yield move


def test_what_was_said_last_is_felt(home: Path) -> None:
    one = Pulse(home / "one")
    assert one.feel() is None
    one.beat("a job with a long name")
    one.beat("carry")
    felt = Pulse(home / "one").feel()
    assert felt
    assert (felt.pid, felt.job) == (os.getpid(), "carry")
    assert felt.age >= 0


def test_a_keeper_that_says_something_does_not_hang(later: Any) -> None:
    pulse(KEEPER).beat("clocks")
    later(59)
    assert keeper_hangs(os.getpid(), 1000) == ""


def test_a_minute_of_silence_is_hanging_and_the_job_is_noted(later: Any) -> None:
    pulse(KEEPER).beat("carry")
    later(61)
    assert "carry" in keeper_hangs(os.getpid(), 1000)
    assert [job for job, _at in hung()._rows(NINE - timedelta(days=3650))] == ["carry"]


def test_one_that_stopped_between_two_jobs_blames_none(later: Any) -> None:
    pulse(KEEPER).beat()
    later(61)
    assert keeper_hangs(os.getpid(), 1000)
    assert not hung()._path.exists()


def test_what_takes_long_beside_has_an_hour(later: Any) -> None:
    pulse(BESIDE).beat("imports")
    later(3599)
    pulse(KEEPER).beat()
    assert keeper_hangs(os.getpid(), 4000) == ""
    later(2)
    assert "imports" in keeper_hangs(os.getpid(), 4000)


def test_idleness_beside_is_no_hanging(later: Any) -> None:
    pulse(BESIDE).beat()
    later(10_000)
    pulse(KEEPER).beat()
    assert keeper_hangs(os.getpid(), 20_000) == ""


def test_a_new_keeper_has_time_to_read_its_program(later: Any) -> None:
    pulse(KEEPER).beat("clocks")
    later(1000)
    another = os.getpid() + 1
    assert keeper_hangs(another, 100) == ""
    assert keeper_hangs(another, 121)


def test_once_is_forgiven_twice_is_set_aside_and_longer_each_time(home: Path) -> None:
    file = Hung(home / "hung")
    file.note("carry", NINE)
    assert file.aside(NINE + MINUTE) == {}
    file.note("carry", NINE + 2 * MINUTE)
    assert file.aside(NINE + 3 * MINUTE) == {"carry": NINE + 7 * MINUTE}
    file.note("carry", NINE + 8 * MINUTE)
    assert file.aside(NINE + 9 * MINUTE) == {"carry": NINE + 18 * MINUTE}
    assert file.aside(NINE + 18 * MINUTE) == {}


def test_after_an_hour_it_is_forgotten(home: Path) -> None:
    file = Hung(home / "hung")
    file.note("carry", NINE)
    file.note("carry", NINE + 61 * MINUTE)
    assert file.aside(NINE + 62 * MINUTE) == {}


def test_two_jobs_are_not_taken_for_one(home: Path) -> None:
    file = Hung(home / "hung")
    file.note("carry", NINE)
    file.note("anchor", NINE)
    assert file.aside(NINE) == {}


def test_a_hanging_process_is_ended_and_started_again() -> None:
    hangs = [""]
    child = Child("sleeper", SLEEPER, hangs=lambda pid, age: hangs[0])
    try:
        child.watch()
        first = child.pid
        assert child.watch() is None
        hangs[0] = "says nothing"
        assert child.watch() == -9
        assert child.hung == "says nothing"
        hangs[0] = ""
        until(lambda: child.watch() is None and child.pid is not None)
        assert child.pid != first
        assert child.hung == ""
    finally:
        child.end(0)


@pytest.mark.django_db(transaction=True)
def test_a_keeper_leaves_out_what_its_forerunners_hung_at() -> None:
    done: list[str] = []
    jobs = tuple(Job(name, 1.0, lambda at, name=name: done.append(name) or 0) for name in ("clocks", "carry"))  # type: ignore[misc]
    for minute in (0, 1):
        hung().note("carry", NINE + minute * MINUTE)
    keeper = Keeper(jobs=jobs, beside=())
    keeper._set_aside(NINE + 2 * MINUTE)
    keeper.round(NINE + 2 * MINUTE)
    assert done == ["clocks"]
    row = Heartbeat.objects.get(name="aside: carry")
    assert row.at == NINE + 6 * MINUTE
    keeper.round(NINE + 7 * MINUTE)
    assert done == ["clocks", "clocks", "carry"]


def test_each_job_is_said_before_it_is_done_and_its_end_too() -> None:
    heard: list[str] = []

    def work(at: object) -> int:
        felt = pulse(KEEPER).feel()
        assert felt
        heard.append(felt.job)
        return 0

    Keeper(jobs=(Job("clocks", 1.0, work),), beside=()).round(NINE)
    felt = pulse(KEEPER).feel()
    assert felt
    assert (heard, felt.job) == (["clocks"], BETWEEN)


def test_a_full_disk_stops_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("huying.site.running.pulse.os.pwrite", full)
    done: list[object] = []
    Keeper(jobs=(Job("clocks", 1.0, lambda at: done.append(at) or 0),), beside=()).round(NINE)  # type: ignore[func-returns-value]
    assert done == [NINE]


def test_the_limit_is_a_minute() -> None:
    assert watchman.LIMITS[KEEPER] == 60
