"""Killed midway and run again: nothing is lost, nothing is there twice, and the figures are those of one whole run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from huying.case.models import Case
from huying.directory.lease import SILENCE, Lease
from huying.steps.intake.imports import jobs, run, store
from huying.steps.intake.imports.models import Job, Remark, State
from tests.steps.intake.imports.conftest import LAMP, Book, counts, waiting
from tests.world import NINE, World

LATER = NINE + SILENCE * 2
SILENT = ["S1", None, "", "", "2026-09-24"]


class Killed(BaseException):
    """As sudden as a signal."""


def rows(count: int) -> list[list[object]]:
    """Every tenth says the same as the first, every seventh says nothing."""
    words = [LAMP[1] if number % 10 == 0 else f"第 {number} 盏路灯不亮" for number in range(count)]
    return [
        [f"GD{number:04}", None if number % 7 == 6 else words[number], "张三", "", "2026-09-24"]
        for number in range(count)
    ]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "LEAST", "MOST"):
        monkeypatch.setattr(run.Pace, name, 5)


@pytest.mark.parametrize("after", [1, 2, 5, 9])
def test_another_worker_goes_on_where_the_dead_one_stopped(world: World, book: Book, after: int) -> None:
    job, batches = waiting(book(*rows(50))), 0

    def die(job: Job) -> None:
        nonlocal batches
        batches += 1
        if batches == after:
            raise Killed

    with pytest.raises(Killed):
        jobs.work(job, at=NINE, told=die)
    assert Job.objects.get(pk=job.pk).rows == after * 5
    assert jobs.run_due_jobs(NINE) == 1
    job.refresh_from_db()
    assert (job.state, counts(job), job.suspected) == (State.DONE, (50, 43, 0, 7), 3)
    assert Case.objects.count() == 43
    assert Remark.objects.filter(job=job, why="rejected").count() == 7
    assert store.rejected_path(job).exists()


def test_what_a_dying_batch_wrote_is_undone_with_its_counts(
    world: World, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise Killed

    job = waiting(book(*rows(20)))
    with monkeypatch.context() as patched:
        patched.setattr(Lease, "advance", die)
        with pytest.raises(Killed):
            jobs.work(job, at=NINE, told=lambda job: None)
    assert (Case.objects.count(), Job.objects.get().rows) == (0, 0)
    jobs.run_due_jobs(NINE)
    assert Case.objects.count() == Job.objects.get().created == 18


def test_a_worker_that_was_thought_dead_writes_nothing_more(world: World, book: Book) -> None:
    job = waiting(book(*rows(20)))
    lease = Lease.take(job, NINE)
    assert lease is not None
    assert jobs.run_due_jobs(LATER) == 1
    run.run(job, lease, at=NINE, told=lambda job: None)
    assert (Case.objects.count(), Job.objects.get().rows) == (18, 20)


def test_a_file_that_kills_every_worker_is_given_up(world: World, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise MemoryError

    job, other = waiting(book(LAMP, name="毒.xlsx")), waiting(book(SILENT))
    monkeypatch.setattr(run, "Gazetteer", die)
    for _ in range(2 * (jobs.GIVE_UP_AFTER + 1)):
        jobs.run_due_jobs(NINE)
    job.refresh_from_db()
    assert (job.state, "搁置" in job.refusal) == (State.REFUSED, True)
    assert Job.objects.get(pk=other.pk).state == State.REFUSED


@pytest.mark.django_db(transaction=True)
def test_the_verb_killed_with_a_signal_and_called_again(tmp_path: Path, book: Book) -> None:
    path = book(*rows(600))
    home = tmp_path / "elsewhere"
    words = [sys.executable, "-m", "huying", "import", str(path), "--json"]
    surroundings = {name: value for name, value in os.environ.items() if name != "HUYING_DATABASE_URL"}
    surroundings |= {"HUYING_HOME": str(home), "HUYING_KEYS": str(home / "keys")}
    subprocess.run([*words[:3], "migrate"], env=surroundings, check=True, capture_output=True)
    for delay in (1.2, 1.6, 2.0):
        child = subprocess.Popen(words, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.wait()
    done = subprocess.run(words, env=surroundings, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["rows"] == told["created"] + told["repeated"] + told["rejected"] == 600
    assert told["rejected"] == 85
    again = subprocess.run(words, env=surroundings, check=True, capture_output=True, text=True)
    assert json.loads(again.stdout.splitlines()[-1]) == {"rows": 600, "created": 0, "repeated": 515, "rejected": 85}
