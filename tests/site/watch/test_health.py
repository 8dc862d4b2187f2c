"""健康 · what machines are told: whether it lives, whether it is ready, and no word more."""

from pathlib import Path
from typing import Any

import pytest
from django.db.utils import OperationalError
from django.test import Client

from huying.kit.clock import now
from huying.post import heartbeat
from huying.post.heartbeat import KEEPER, beat
from huying.site.watch import health


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    heartbeat._heard.clear()
    settings.HUYING_HOME = tmp_path
    return tmp_path


def test_it_lives_without_a_database(client: Client) -> None:
    """No database fixture here: a question to it would fail the test."""
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"live": True})
    assert "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_it_is_ready_while_the_keeper_is_heard(client: Client) -> None:
    beat(KEEPER, now())
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "failing": []})


@pytest.mark.django_db
def test_a_silent_keeper_is_named(client: Client) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "failing": ["keeper"]})


@pytest.mark.django_db
def test_too_little_disk_is_named(client: Client, settings: Any) -> None:
    settings.HUYING_DISK_LEAST = 1 << 60
    assert "disk" in client.get("/health/ready").json()["failing"]


@pytest.mark.django_db
def test_half_a_restore_is_named(client: Client, home: Path) -> None:
    (home / ".restoring").write_text("")
    assert "restore" in client.get("/health/ready").json()["failing"]


@pytest.mark.django_db
def test_upgrades_that_are_left_are_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *given: ["one"])
    assert "migrations" in client.get("/health/ready").json()["failing"]


@pytest.mark.django_db
def test_an_absent_database_is_named_and_nothing_of_it_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*given: object) -> None:
        raise OperationalError("connection to server at 10.0.0.5, user huying, failed")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["failing"][0]) == (503, "database")
    assert "10.0.0.5" not in answer.content.decode()
