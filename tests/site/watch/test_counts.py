"""计数与指标 · every request is counted once, whoever of the workers answered it; the figures are for this machine alone."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huying.site.watch import metrics, middleware
from huying.site.watch.counts import BOUNDS, Counts

MANY = """
from pathlib import Path
from huying.site.watch.counts import Counts
counts = Counts(Path({!r}))
for _ in range(500):
    counts.add(200, 3, 2)
"""


def test_what_is_added_is_read(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "run" / "requests")
    counts.add(200, 3, 4)
    counts.add(302, 7, 1)
    counts.add(503, 99_999, 0)
    seen = counts.read()
    assert seen.classes == (1, 1, 0, 1)
    assert seen.bounds == (1, 1, *(0,) * (len(BOUNDS) - 2), 1)
    assert (seen.ms, seen.queries) == (100_009, 5)


def test_workers_lose_none_to_each_other_and_it_outlives_them(tmp_path: Path) -> None:
    path = str(tmp_path / "requests")
    workers = [subprocess.Popen([sys.executable, "-c", MANY.format(path)]) for _ in range(4)]
    assert [worker.wait() for worker in workers] == [0, 0, 0, 0]
    seen = Counts(Path(path)).read()
    assert (seen.classes[0], seen.queries) == (2000, 4000)


def test_where_nothing_can_be_written_nothing_is_counted_and_nothing_breaks(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    counts = Counts(tmp_path / "file" / "requests")
    counts.add(200, 1, 1)
    assert sum(counts.read().classes) == 0


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counts:
    counts = Counts(tmp_path / "requests")
    monkeypatch.setattr(middleware, "counts", counts)
    monkeypatch.setattr(metrics, "counts", counts)
    return counts


@pytest.mark.django_db
def test_figures_are_in_the_form_that_prometheus_reads(client: Client, counted: Counts) -> None:
    client.get("/health/live")
    client.get("/nowhere/")
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    text = answer.content.decode()
    assert 'huying_requests_total{status="2xx"} 1\n' in text
    assert 'huying_requests_total{status="4xx"} 1\n' in text
    assert 'huying_request_seconds_bucket{le="+Inf"} 2\n' in text
    assert 'huying_light{sign="keeper"} 2\n' in text
    figures = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(len(line.split(" ")) == 2 and float(line.split(" ")[1]) >= 0 for line in figures)
    assert len({line.split(" ")[0] for line in figures}) == len(figures)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("way", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.1.2.3"}, 404),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"HTTP_X_FORWARDED_FOR": "8.8.8.8"}, 404),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_AUTHORIZATION": "Bearer a-token"}, 200),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_AUTHORIZATION": "Bearer another"}, 404),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_AUTHORIZATION": "Bearer "}, 404),
    ],
)
def test_they_are_for_this_machine_or_for_the_token(
    client: Client, settings: Any, way: dict[str, str], status: int
) -> None:
    settings.HUYING_METRICS_TOKEN = "a-token"
    assert client.get("/metrics", **way).status_code == status  # type: ignore[arg-type]


@pytest.mark.django_db
def test_without_a_token_none_opens(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3", HTTP_AUTHORIZATION="Bearer ").status_code == 404
