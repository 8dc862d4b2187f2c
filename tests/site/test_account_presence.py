"""Idle exit: half an hour without doing anything ends a session; looking after it costs at most one write a minute."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.site.entrance import done, enter, is_in, later, with_password
from tests.world import World


@pytest.fixture
def inside(client: Client, world: World) -> Client:
    enter(client, with_password(world.operator).username)
    return client


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_half_an_hour_of_nothing_ends_it(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, minutes(29.5))
    assert is_in(inside)
    later(monkeypatch, minutes(60))
    answer = inside.get("/account/")
    assert answer["Location"].startswith("/account/login/")
    assert "已自动退出" in inside.get(answer["Location"]).content.decode()
    assert done() == ["signed_in", "timed_out"]


def test_whoever_works_stays(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for passed in range(20, 200, 20):
        later(monkeypatch, minutes(passed))
        assert is_in(inside)


def test_a_day_is_the_longest(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for passed in range(0, 24 * 60, 20):
        later(monkeypatch, minutes(passed))
        assert is_in(inside)
    later(monkeypatch, minutes(24 * 60))
    assert not is_in(inside)


def test_a_page_that_refreshes_itself_keeps_nobody_in(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for passed in range(5, 30, 5):
        later(monkeypatch, minutes(passed))
        assert inside.get("/account/", headers={"X-Unattended": "1"}).status_code == 200
    later(monkeypatch, minutes(30))
    assert not is_in(inside)


def test_reading_within_the_minute_writes_nothing(inside: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert is_in(inside)
    assert all(query["sql"].startswith("SELECT") for query in asked)


def test_the_next_minute_writes_once(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, minutes(2))
    with CaptureQueriesContext(connection) as asked:
        inside.get("/account/")
        inside.get("/account/")
    assert len([query for query in asked if query["sql"].startswith("UPDATE")]) == 1


def test_the_row_of_an_ended_session_is_gone(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Session.objects.count() == 1
    later(monkeypatch, minutes(31))
    inside.get("/account/")
    assert not Session.objects.filter(session_data__contains="_auth").exists()
    assert not is_in(inside)


def test_a_visitor_without_a_session_costs_no_query(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        client.get("/look/?elder=1")


def test_what_was_sent_too_late_is_not_swallowed(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, minutes(31))
    answer = inside.post("/account/password/", {"oldpassword": "x"})
    assert answer.status_code == 401
    assert "自动退出" in answer.content.decode()
