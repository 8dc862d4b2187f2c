"""Two imports of the same file at once add nothing twice; a rival that was quicker is found, not fallen over."""

import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connections

from huying.case.models import Case, Entry
from huying.steps.intake.imports import batch, jobs, run
from huying.steps.intake.imports.models import Imprint, Job
from tests.steps.intake.imports.conftest import LAMP, Book, Bring, waiting
from tests.world import NINE, World

ROWS = 120
CHANGED = 5


def rows(marks: str = "") -> list[list[object]]:
    return [
        [f"GD{number:04}" if number % 3 else None, f"第 {number} 盏路灯不亮{marks * (number % CHANGED == 1)}", "张三", "", "2026-09-24"]
        for number in range(ROWS)
    ]  # fmt: skip


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("FIRST", "LEAST", "MOST"):
        monkeypatch.setattr(run.Pace, name, 7)
    yield


def both(first: Job, second: Job) -> list[Job]:
    faults: list[BaseException] = []

    def work(job: Job) -> None:
        try:
            jobs.work(job, at=NINE, told=lambda job: None)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(job,)) for job in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return list(Job.objects.filter(pk__in=[first.pk, second.pk]))


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once(world: World, book: Book, small_batches: None) -> None:
    path = book(*rows())
    done = both(waiting(path), waiting(path))
    assert [job.state for job in done] == ["done", "done"]
    assert sum(job.created for job in done) == Case.objects.count() == Imprint.objects.count() == ROWS
    assert all(job.rows == job.created + job.repeated + job.rejected == ROWS for job in done)


@pytest.mark.django_db(transaction=True)
def test_the_same_changes_twice_at_once_are_noted_once(
    world: World, book: Book, bring: Bring, small_batches: None
) -> None:
    bring(book(*[row for row in rows() if row[0]]))
    path = book(*[row for row in rows("，一直没修") if row[0]])
    done = both(waiting(path), waiting(path))
    expected = sum(one != other for one, other in zip(rows(), rows("，一直没修"), strict=True) if one[0])
    assert sum(job.changed for job in done) == Entry.objects.filter(deed="city_changed").count() == expected


def test_a_rival_s_row_met_while_writing_is_looked_up_again(
    bring: Bring, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, falls = batch._write, iter([IntegrityError("a rival was quicker")])

    def stumble(*given: object) -> object:
        for fall in falls:
            raise fall
        return write(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "_write", stumble)
    assert bring(book(LAMP)).created == 1


def test_what_goes_wrong_again_and_again_is_not_hidden(
    bring: Bring, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*given: object) -> object:
        raise IntegrityError("always")

    monkeypatch.setattr(batch, "_write", fall)
    with pytest.raises(IntegrityError, match="always"):
        bring(book(LAMP))
    assert Job.objects.get().lease == ""
