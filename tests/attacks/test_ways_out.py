"""跳转、响应头、路径、日志 · no words of a stranger lead elsewhere, split a header, climb a folder or forge a line (attack 12)."""

import logging
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils.log import log_response

from tests.attacks.hostile import Scene, link_of
from tests.attacks.test_matrix import whole

pytestmark = pytest.mark.django_db


def test_no_header_is_split(scene: Scene) -> None:
    evil_words = "x\r\nX-Injected: 1\r\n\r\n<script>"
    desk = scene.readers["dispatcher"]
    answers = [
        desk.get("/look/", {"back": evil_words}), desk.post("/account/language/", {"language": "en", "next": evil_words}),
        desk.post("/dispatch/send/", {"order": evil_words, "tab": evil_words, "q": evil_words}),
        desk.post("/cases/export/?q=" + "%0d%0aX-Injected:1", {"reason": evil_words}),
        desk.get("/cases/" + "%0d%0aX-Injected:1/"), Client().get("/track/%0d%0aX-Injected:1/"),
        desk.post(f"/work/{scene.case.number}/progress/", {"words": "x", "back": evil_words}, headers={"X-Asks-Where": "1"}),
        Client().get("/desk/%0d%0aX-Injected:1"), Client().get("/desk/", {"q": evil_words}),
    ]  # fmt: skip
    for answer in answers:
        whole(answer)
    assert [a for a in answers if b"\r\nX-Injected" in a.serialize_headers()] == []
    assert [a.status_code for a in answers if a.status_code >= 500] == []


ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "///evil.example", "https:evil.example",
    "javascript:alert(1)", " https://evil.example", "\thttps://evil.example", "http://testserver@evil.example/",
    "https://testserver.evil.example/", "data:text/html,x", "/%09/evil.example", "http:///evil.example", "//evil.example\\@testserver",
)  # fmt: skip


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_door_leads_to_another_site(scene: Scene, place: str) -> None:
    desk = scene.readers["dispatcher"]
    world = scene.world
    with transaction.atomic():
        world.operator.set_password("Lantern-2026")
        world.operator.save()
        answers = [
            desk.get("/look/", {"back": place}), desk.post("/account/language/", {"language": "en", "next": place}),
            Client().post(f"/account/login/?{_next(place)}", {"login": world.operator.username, "password": "Lantern-2026", "next": place}),
            Client().get("/account/login/", {"next": place}), desk.get("/account/login/", {"next": place}),
            desk.post("/account/logout/", {"next": place}), desk.get("/account/again/", {"next": place}),
            desk.post(f"/work/{scene.case.number}/progress/", {"words": "x", "back": place}),
        ]  # fmt: skip
        transaction.set_rollback(True)
    led = [a.headers["Location"] for a in answers if "Location" in a.headers]
    assert len(led) >= 4
    assert [one for one in led if not re.match(r"/(?![/\\])[^\s\\]*$", one)] == []


def _next(place: str) -> str:
    return urlencode({"next": place})


CLIMBING = (
    "../../keys/identity",
    "..%2f..%2fkeys%2fidentity",
    "%2e%2e/%2e%2e/keys",
    "....//keys",
    "/etc/passwd",
    "\\..\\keys",
    "a%00b",
)


@pytest.mark.parametrize("path", CLIMBING)
def test_no_address_of_a_file_climbs(scene: Scene, path: str) -> None:
    for door in (
        "/photo/%s/",
        "/submit/photo/%s/",
        f"/track/{link_of(scene.case)}/photo/%s/",
        "/static/%s",
        "/imports/%s/rejected.xlsx",
    ):
        answer = scene.readers["dispatcher"].get(door % path)
        assert answer.status_code in (301, 302, 400, 404), door
        assert b"-----" not in answer.content


def test_a_broken_page_writes_one_line_of_log_whatever_its_address(
    caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    """Nobody forges a line of the log by an address."""
    record = logging.getLogger("django.request")
    with caplog.at_level(logging.ERROR, "django.request"):
        request = HttpRequest()
        request.path = "/x\r\n2026-01-01 INFO huying: nothing happened\x1b[2J"
        log_response(
            "%s: %s", "Internal Server Error", request.path, response=HttpResponse(status=500), request=request
        )
    assert record.name == "django.request"
    assert [line for line in caplog.messages if "\n" in line or "\r" in line or "\x1b" in line] == []
