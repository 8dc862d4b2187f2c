"""Jobs: who works on them, for how long files are kept, how many rows go into one transaction."""

from datetime import timedelta

import pytest

from huying.case.models import Case
from huying.case.refused import Refused
from huying.directory.lease import SILENCE, Lease
from huying.steps.intake.imports import jobs, mapping, store
from huying.steps.intake.imports.models import Job, State
from huying.steps.intake.imports.run import Pace
from tests.steps.intake.imports.conftest import CITY, COLUMNS, LAMP, WATER, Book, waiting
from tests.world import NINE, World


def test_the_keeper_runs_what_waits(world: World, book: Book) -> None:
    waiting(book(LAMP))
    waiting(book(WATER, name="另一份.xlsx"))
    assert jobs.run_due_jobs(NINE) == 2
    assert jobs.run_due_jobs(NINE) == 0
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert Case.objects.count() == 2


def test_a_draft_waits_for_a_person(world: World, book: Book) -> None:
    jobs.upload("工单.xlsx", store.keep_copy(book(LAMP)), "市平台", by=None, at=NINE)
    assert jobs.run_due_jobs(NINE) == 0


def test_of_two_workers_one_holds_the_lease(world: World, book: Book) -> None:
    job = waiting(book(LAMP))
    assert Lease.take(job, NINE) is not None
    assert Lease.take(job, NINE + SILENCE / 2) is None
    assert jobs.run_due_jobs(NINE) == 0


def test_a_silent_worker_is_dead(world: World, book: Book) -> None:
    job = waiting(book(LAMP))
    Lease.take(job, NINE)
    assert jobs.run_due_jobs(NINE + SILENCE * 2) == 1


def test_a_job_that_is_done_is_not_begun_again(world: World, book: Book) -> None:
    job = waiting(book(LAMP))
    jobs.run_due_jobs(NINE)
    assert jobs.work(job, at=NINE + SILENCE * 2, told=lambda job: None) is None


def test_a_job_is_queued_once(world: World, book: Book) -> None:
    job = waiting(book(LAMP))
    assert not jobs.queue(job, COLUMNS, mapping.propose(COLUMNS), "别的", at=NINE)
    assert Job.objects.get().source == CITY


def test_the_original_is_kept_until_it_is_in_and_for_a_while_after(world: World, book: Book) -> None:
    job = waiting(book(LAMP))
    jobs.run_due_jobs(NINE)
    jobs.clear_away(NINE + jobs.KEPT_FOR / 2)
    assert store.path_of(job).exists()
    jobs.clear_away(NINE + jobs.KEPT_FOR + timedelta(days=1))
    assert not store.path_of(job).exists()
    job.refresh_from_db()
    assert (job.state, job.file, job.created) == (State.DONE, "", 1)


def test_a_job_under_way_keeps_its_file_however_long_it_takes(world: World, book: Book) -> None:
    job = waiting(book(LAMP))
    jobs.clear_away(NINE + jobs.KEPT_FOR * 10)
    assert store.path_of(job).exists()


def test_an_upload_that_nobody_went_on_with_is_deleted(world: World, book: Book) -> None:
    job = jobs.upload("工单.xlsx", store.keep_copy(book(LAMP)), "市平台", by=None, at=NINE)
    path = store.path_of(job)
    jobs.clear_away(NINE + jobs.DRAFTS_KEPT_FOR + timedelta(days=1))
    job.refresh_from_db()
    assert (job.state, path.exists()) == (State.DROPPED, False)


def test_a_file_that_is_gone_is_refused_in_words(world: World, book: Book) -> None:
    job = waiting(book(LAMP))
    store.path_of(job).unlink()
    jobs.run_due_jobs(NINE)
    job.refresh_from_db()
    assert (job.state, bool(job.refusal)) == (State.REFUSED, True)


def test_a_file_too_large_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 10)
    with pytest.raises(Refused, match="MB"):
        store.keep("大.xlsx", [b"12345678", b"12345678"])
    assert list(store.folder().iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "工单.xlsx", "a.php", "无后缀", ".."])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    stored = store.keep(name, [b"x"])
    assert (store.folder() / stored.file).resolve().parent == store.folder().resolve()


def test_the_pace_falls_when_a_batch_was_slow_and_rises_slowly() -> None:
    pace = Pace()
    pace.learn(Pace.FIRST, 0.2)
    slow = pace.rows
    assert slow < Pace.FIRST
    pace.learn(slow, 0.001)
    assert slow < pace.rows <= slow * 2


def test_the_pace_has_ends() -> None:
    pace = Pace()
    for seconds, end in ((10.0, Pace.LEAST), (0.00001, Pace.MOST)):
        for _ in range(20):
            pace.learn(pace.rows, seconds)
        assert pace.rows == end
