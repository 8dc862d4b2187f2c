"""上传攻击 · some three hundred files through the doors that take files, into a server that runs (attacks 8 and 12)."""

import json
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.pictures import EITHER, NAMES, REFUSED, SHOTS, TAKEN, saved
from tests.attacks.served import Browser, Served
from tests.attacks.sheets import SHEETS
from tests.site.running.test_run import free_port

pytestmark = pytest.mark.once

GROWTH = 300
"""Megabytes: no process of the web may grow by more, whatever it is sent (TRUST 8)."""

CODES = {TAKEN: {201}, REFUSED: {422}, EITHER: {201, 422}}
CHINESE = re.compile("[\u4e00-\u9fff]{4,}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    one = Served(tmp_path_factory.mktemp("served") / "home", free_port())
    try:
        one.wait_until_it_serves()
        yield one
    finally:
        one.stop(signal.SIGINT)


def test_the_corpus_is_large_enough() -> None:
    assert len(SHEETS) + len(SHOTS) >= 200
    names = [sample.name for sample in SHEETS] + [shot.name for shot in SHOTS]
    assert len(names) == len(set(names))


def test_every_picture_is_taken_or_refused_in_words(served: Served) -> None:
    browser, before, wrong = served.browser(), served.peak(), []
    for shot in SHOTS:
        answer = browser.sends("/submit/photo/", "photo", (f"{shot.name}.jpg", shot.make()))
        said = json.loads(answer.body) if answer.status in (201, 422) else {}
        if answer.status not in CODES[shot.fate] or (answer.status == 422 and not CHINESE.search(said["refused"])):
            wrong.append((shot.name, answer.status, answer.text[:200]))
    assert wrong == []
    assert served.peak() - before < GROWTH


def test_every_sheet_becomes_a_preview_or_is_refused_in_words(served: Served, tmp_path: Path) -> None:
    browser, before, wrong = served.browser("dispatcher"), served.peak(), []
    for sample in SHEETS:
        path = sample.write(tmp_path)
        answer = browser.sends("/imports/", "file", (path.name, path.read_bytes()))
        path.unlink()
        if answer.status == 302:
            answer = browser.get(answer.location)
            fine = answer.status in (200, 302)
        else:
            fine = answer.status in (413, 422) and bool(_reason(answer.text))
        if not fine:
            wrong.append((sample.name, answer.status, answer.text[:300]))
    assert wrong == []
    assert served.peak() - before < GROWTH


def _reason(page: str) -> str:
    """What the page says in its red box."""
    found = re.search(r"hy-note--red[^>]*>(.*?)</div>", page, re.S)
    said = re.sub("<[^>]+>", "", found[1]) if found else ""
    return said if CHINESE.search(said) else ""


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:20]))
def test_the_name_of_a_file_leads_nowhere(served: Served, name: str) -> None:
    """Neither into another folder nor into a header nor into a page."""
    before = _files(served.home.parent)
    picture = served.browser().sends("/submit/photo/", "photo", (name, saved("PNG")))
    answer = served.browser("dispatcher").sends("/imports/", "file", (name, b"\x00\x01"))
    assert picture.status in (201, 422)
    assert answer.status == 422
    assert "x-injected" not in answer.headers
    assert "<img src=x" not in answer.text
    assert all(path.is_relative_to(served.home) for path in _files(served.home.parent) - before)


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("register", ["people", "matters", "areas", "units", "calendar", "limits"])
def test_registers_take_no_file_from_whoever_may_not(served: Served, register: str) -> None:
    answer = served.browser("dispatcher").sends(f"/directory/{register}/import/", "file", ("a.csv", b"a,b"))
    assert answer.status == 403


@pytest.mark.parametrize("length", [b"-1", b"abc", b"99999999999"])
def test_a_length_that_lies_breaks_nothing(served: Served, length: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as wire:
        wire.sendall(b"POST /submit/photo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + b"\r\n\r\nabc")
        wire.shutdown(socket.SHUT_WR)
        answer = wire.recv(200)
    assert not answer.startswith(b"HTTP/1.1 5")
    assert isinstance(served.browser(), Browser)
    assert served.browser().get("/track/").status == 200
