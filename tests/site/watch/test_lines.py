"""日志 · one JSON object a request; nobody's name, no number, no secret, no words of an error; and a number that can be quoted."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from huying.directory.access import open_to_all
from huying.site import stops
from huying.site.keeper import LONG, rotate_log
from huying.site.watch.lines import JsonLine, Lines, PlainLine, rotate
from tests.world import NINE, World

SECRET = "zhangsan-13800001234"


@open_to_all
def broken(request: HttpRequest, secret: str) -> HttpResponse:
    raise ValueError(secret)


urlpatterns = [path("broken/<str:secret>/", broken, name="broken"), path("", include("huying.site.urls"))]
handler500 = stops.broken


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Everything that is logged, as the file holds it."""
    handler = Lines(str(tmp_path / "logs" / "huying.jsonl"))
    handler.setFormatter(JsonLine())
    loggers = [logging.getLogger(name) for name in ("huying", "huying.request", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield Path(handler.baseFilename)
    for logger in loggers:
        logger.removeHandler(handler)
    handler.close()


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


@pytest.mark.django_db
def test_a_request_is_one_line_with_the_name_of_its_page(world: World, log: Path) -> None:
    client = Client()
    client.force_login(world.villager)
    answer = client.get(f"/inbox/?q={SECRET}")
    (line,) = lines(log)
    assert line["request"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["page"], line["status"]) == ("GET", "inbox", 200)
    assert line["person"] == world.villager.pk
    assert isinstance(line["queries"], int)
    assert line["queries"] > 2
    assert isinstance(line["ms"], float)
    assert SECRET not in log.read_text("utf-8")
    assert world.villager.name not in log.read_text("utf-8")


@pytest.mark.django_db
def test_the_secret_of_a_tracking_link_is_not_written_down(client: Client, log: Path) -> None:
    client.get(f"/t/{SECRET}/")
    client.get(f"/no/such/{SECRET}/")
    assert len(lines(log)) >= 2
    assert SECRET not in log.read_text("utf-8")


@override_settings(ROOT_URLCONF=__name__)
def test_an_error_is_known_by_its_kind_and_place_and_quotes_nobody(client: Client, log: Path) -> None:
    client.raise_request_exception = False
    answer = client.get(f"/broken/{SECRET}/")
    number = answer.headers["X-Request-ID"]
    assert number in answer.content.decode()
    found = [line for line in lines(log) if line.get("error")]
    assert [(line["error"], line["request"]) for line in found] == [("ValueError", number)]
    assert str(found[0]["where"]).startswith("['test_lines.py:")
    assert SECRET not in log.read_text("utf-8")


def test_the_terminal_quotes_nobody_either() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        trace = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Error", f"/t/{SECRET}/"), trace)
    said = PlainLine().format(record)
    assert SECRET not in said
    assert "ValueError: test_lines.py:" in said


def test_our_own_messages_are_said_whole() -> None:
    record = logging.LogRecord("huying.site.keeper", logging.INFO, "", 0, "%s failed", ("carry",), None)
    assert json.loads(JsonLine().format(record))["said"] == "carry failed"


def test_the_file_is_for_us_alone(log: Path) -> None:
    logging.getLogger("huying").warning("something")
    assert log.stat().st_mode & 0o077 == 0


def test_a_probe_that_is_answered_well_is_not_worth_a_line(client: Client, log: Path) -> None:
    client.get("/health/live")
    assert not log.exists()


def test_a_file_grown_long_makes_way(log: Path) -> None:
    logger = logging.getLogger("huying")
    for number in range(7):
        logger.warning("number %d", number)
        assert rotate(log, most=1)
    assert not log.exists()
    assert sorted(path.name for path in log.parent.iterdir()) == [f"huying.jsonl.{number}" for number in range(1, 6)]
    logger.warning("the next")
    assert lines(log)[0]["said"] == "the next"


def test_the_keeper_looks_after_it(log: Path, settings: Any) -> None:
    """Beside the clocks, by the size that the settings name, and never where the terminal's output is the log."""
    assert rotate_log in {job.work for job in LONG}
    settings.HUYING_LOG = str(log)
    logging.getLogger("huying").warning("something")
    settings.HUYING_LOG_MOST = log.stat().st_size + 1
    assert rotate_log(NINE) == 0
    settings.HUYING_LOG_MOST = log.stat().st_size
    assert rotate_log(NINE) == 1
    assert [path.name for path in log.parent.iterdir()] == ["huying.jsonl.1"]
    settings.HUYING_LOG = "-"
    assert rotate_log(NINE) == 0


def test_a_full_disk_costs_a_line_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    handler = Lines(str(tmp_path / "huying.jsonl"))
    monkeypatch.setattr(handler, "flush", full)
    handler.handle(logging.LogRecord("huying", logging.INFO, "", 0, "something", (), None))
    monkeypatch.undo()
    handler.close()
    assert capsys.readouterr().err == ""


def test_what_was_closed_is_not_opened_again_by_who_still_holds_it(tmp_path: Path) -> None:
    handler = Lines(str(tmp_path / "huying.jsonl"))
    handler.close()
    handler.emit(logging.makeLogRecord({"msg": "late"}))
    assert not (tmp_path / "huying.jsonl").exists()
    assert handler.stream is None
