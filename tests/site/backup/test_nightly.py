"""每夜备份 · when it is due, in a process of its own, and what becomes of it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from huying.case.models import Case
from huying.directory.roles import Role
from huying.post.heartbeat import BACKUP, BACKUP_FAILED
from huying.post.models import Heartbeat, Notice
from huying.site.backup import nightly
from huying.site.backup.nightly import Nightly, due, failed, made
from huying.site.keeper import LONG
from tests.world import NINE, World

pytestmark = pytest.mark.django_db(transaction=True)
THREE = NINE - timedelta(hours=6)
"""03:00 in the district."""


class Started:
    """A process that was begun; it ends when the test says so."""

    def __init__(self, words: list[str], **more: object) -> None:
        self.words, self.returncode = words, None
        RUNNING.append(self)

    def poll(self) -> int | None:
        return self.returncode


RUNNING: list[Any] = []


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    RUNNING.clear()
    monkeypatch.setattr(nightly.subprocess, "Popen", Started)
    return RUNNING


def test_it_is_due_from_the_hour_on_until_one_is_made() -> None:
    made(THREE - timedelta(hours=20), Path("yesterday"))
    assert not due(THREE - timedelta(seconds=1))
    assert due(THREE)
    made(THREE + timedelta(minutes=1), Path("today"))
    assert not due(THREE + timedelta(minutes=2))
    assert due(THREE + timedelta(days=1))


def test_a_night_that_was_slept_through_is_made_up_for() -> None:
    made(THREE - timedelta(days=1), Path("yesterday"))
    assert due(NINE)


def test_after_a_failure_it_is_tried_again_in_an_hour() -> None:
    failed(THREE, "disk full")
    assert not due(THREE + timedelta(minutes=59))
    assert due(THREE + timedelta(minutes=61))


def test_without_an_hour_there_is_none(settings: Any) -> None:
    settings.HUYING_BACKUP_AT = ""
    assert not due(NINE)


def test_it_runs_beside_the_keeper_and_once(started: list[Any], settings: Any) -> None:
    settings.HUYING_BACKUP_KEEP = 5
    made(THREE - timedelta(days=1), Path("yesterday"))
    job = Nightly()
    job(THREE)
    job(THREE + timedelta(minutes=1))
    (one,) = started
    assert one.words[-3:] == ["backup", "--keep", "5"]


def test_one_that_died_without_a_word_is_told(started: list[Any]) -> None:
    made(THREE - timedelta(days=1), Path("yesterday"))
    job = Nightly()
    job(THREE)
    started[0].returncode = -9
    job(THREE + timedelta(minutes=1))
    assert Heartbeat.objects.get(name=BACKUP_FAILED).note == "exit -9"
    assert len(started) == 1


def test_a_new_place_has_its_first_after_an_hour(started: list[Any]) -> None:
    job = Nightly()
    job(NINE)
    job(NINE + timedelta(minutes=59))
    assert started == []
    job(NINE + timedelta(minutes=61))
    assert len(started) == 1


def test_the_keeper_has_the_job() -> None:
    assert "backup" in {job.name for job in LONG}


def test_the_verb_says_what_became_of_it(lamp: Case, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from huying.cli import main

    assert main(["backup", "--to", str(store), "--keep", "1"]) == 0
    assert "备份里没有密钥" in capsys.readouterr().out
    row = Heartbeat.objects.get(name=BACKUP)
    assert Path(row.note).parent == store
    assert isinstance(row.at, datetime)


def test_the_verb_says_why_there_is_none(lamp: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from huying.cli import main

    (tmp_path / "file").write_text("")
    assert main(["backup", "--to", str(tmp_path / "file" / "under")]) == 1
    assert "没有备份成" in capsys.readouterr().err
    assert Heartbeat.objects.filter(name=BACKUP_FAILED).exists()


def test_the_system_administrators_have_a_letter_once_a_day(world: World) -> None:
    administrator = world.person(Role.SYSTEM_ADMIN, world.centre)
    assert world.villager
    failed(THREE, "没有空间")
    failed(THREE + timedelta(hours=1), "没有空间")
    notice = Notice.objects.get()
    assert (notice.person, notice.values) == (administrator, {"why": "没有空间"})


def test_a_success_ends_the_failure() -> None:
    failed(THREE, "disk full")
    made(NINE, Path("today"))
    assert not Heartbeat.objects.filter(name=BACKUP_FAILED).exists()
