"""Signing in: alike for whoever fails, locked after five, and on record."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from huying.directory.account import lockout
from huying.directory.models import Act, Person, What
from huying.kit.clock import now
from tests.site.entrance import PASSWORD, WRONG, done, enter, is_in, later, with_password
from tests.world import World


@pytest.fixture
def operator(world: World) -> Person:
    return with_password(world.operator)


def words(answer: HttpResponse) -> str:
    """What the reader sees; tokens and the typed name aside."""
    text = re.sub(r'value="[^"]*"', "", answer.content.decode())
    return re.sub(r'data-now="[^"]*"', "", text)


def the_database_dies(*given: object, **more: object) -> None:
    raise OperationalError("terminating connection")


def fail(client: Client, name: str, times: int, **more: str) -> Iterator[HttpResponse]:
    for _ in range(times):
        yield enter(client, name, WRONG, **more)


class TestGettingIn:
    def test_name_and_password_open_the_door(self, client: Client, operator: Person) -> None:
        assert enter(client, operator.username).status_code == 302
        assert is_in(client)

    def test_the_name_may_be_typed_in_capitals_and_with_a_space(self, client: Client, operator: Person) -> None:
        enter(client, f" {operator.username.upper()} ")
        assert is_in(client)

    def test_one_is_led_back_to_where_one_wanted_to_go(self, client: Client, operator: Person) -> None:
        asked = client.get("/account/second/")
        assert asked["Location"] == "/account/login/?next=%2Faccount%2Fsecond%2F"
        answer = client.post(asked["Location"], {"login": operator.username, "password": PASSWORD})
        assert answer["Location"] == "/account/second/"

    @pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_but_never_to_another_site(self, client: Client, operator: Person, target: str) -> None:
        answer = enter(client, operator.username, QUERY_STRING=f"next={target}")
        assert "evil" not in answer["Location"] and "javascript" not in answer["Location"]

    def test_it_is_on_record_with_the_address(self, client: Client, operator: Person) -> None:
        enter(client, operator.username, REMOTE_ADDR="10.3.4.5")
        act = Act.objects.get()
        assert (act.what, act.by, act.address) == (What.SIGNED_IN, operator, "10.3.4.5")

    def test_nobody_signs_up(self, client: Client, world: World) -> None:
        assert client.get("/account/signup/").status_code == 404

    def test_the_session_gets_a_new_name(self, client: Client, operator: Person) -> None:
        client.get("/account/login/")
        session = client.session
        session["planted"] = "by somebody else"
        session.save()
        planted = str(session.session_key)
        client.cookies["sessionid"] = planted
        enter(client, operator.username)
        assert client.cookies["sessionid"].value != planted

    def test_a_form_without_its_token_is_not_taken(self, operator: Person) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert enter(strict, operator.username).status_code == 403
        assert not is_in(strict)

    def test_a_form_with_its_token_is(self, operator: Person) -> None:
        strict = Client(enforce_csrf_checks=True)
        page = strict.get("/account/login/").content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        strict.post(
            "/account/login/",
            {"login": operator.username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]},
        )
        assert is_in(strict)


class TestFailing:
    def test_unknown_wrong_and_gone_are_answered_alike(self, client: Client, world: World, operator: Person) -> None:
        gone = with_password(world.villager)
        Person.objects.filter(pk=gone.pk).update(is_active=False)
        unknown = words(enter(client, "nobody-of-that-name", WRONG))
        wrong = words(enter(client, operator.username, WRONG))
        left = words(enter(client, gone.username, PASSWORD))
        assert unknown == wrong == left
        assert "登录名或密码不正确" in wrong

    def test_somebody_without_a_password_yet_cannot_come_in(self, client: Client, world: World) -> None:
        enter(client, world.dispatcher.username, "None")
        enter(client, world.dispatcher.username, "!")
        assert not is_in(client)

    def test_it_is_on_record_under_a_known_name(self, client: Client, operator: Person) -> None:
        enter(client, operator.username, WRONG)
        assert Act.objects.get(what=What.SIGN_IN_FAILED).by == operator

    def test_what_nobody_is_called_is_not_written_down(self, client: Client, world: World) -> None:
        enter(client, "My-Password-2026", "x")
        act = Act.objects.get()
        assert act.by is None and "Password" not in f"{act.name}{act.subject}{act.words}"

    @pytest.mark.parametrize("name", ["\x00", "a" * 5000, "' OR 1=1 --", "张三\u202e", "😀"])
    def test_odd_names_are_names_like_others(self, client: Client, world: World, name: str) -> None:
        assert enter(client, name, WRONG).status_code == 200
        assert not is_in(client)


class TestTheLock:
    def test_five_failures_lock_and_the_right_password_no_longer_helps(self, client: Client, operator: Person) -> None:
        answers = list(fail(client, operator.username, 5))
        assert "锁定 30 分钟" in words(answers[-1])
        assert "锁定 30 分钟" not in words(answers[-2])
        assert "锁定 30 分钟" in words(enter(client, operator.username))
        assert not is_in(client)

    def test_it_opens_after_thirty_minutes_and_not_before(
        self, client: Client, operator: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        list(fail(client, operator.username, 5))
        later(monkeypatch, timedelta(minutes=29))
        enter(client, operator.username)
        assert not is_in(client)
        later(monkeypatch, timedelta(minutes=31))
        enter(client, operator.username)
        assert is_in(client)

    def test_tries_that_nobody_could_judge_lock_for_a_minute_only(
        self, operator: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        browser = Client(raise_request_exception=False)
        with monkeypatch.context() as dying:
            dying.setattr("huying.directory.account.adapter.authenticate", the_database_dies)
            assert [enter(browser, operator.username).status_code for _ in range(5)] == [503] * 5
        assert enter(browser, operator.username).status_code == 200
        later(monkeypatch, timedelta(minutes=2))
        assert enter(browser, operator.username).status_code == 302

    def test_a_name_nobody_has_locks_just_the_same(self, client: Client, operator: Person) -> None:
        known = [words(answer) for answer in fail(client, operator.username, 6)]
        unknown = [words(answer) for answer in fail(client, "nobody-of-that-name", 6)]
        assert known == unknown

    def test_other_capitals_are_the_same_name(self, client: Client, operator: Person) -> None:
        list(fail(client, operator.username, 3))
        list(fail(client, operator.username.upper(), 2))
        enter(client, operator.username)
        assert not is_in(client)

    def test_a_success_gives_the_tries_back(self, client: Client, operator: Person) -> None:
        list(fail(client, operator.username, 4))
        enter(client, operator.username)
        client.post("/account/logout/")
        list(fail(client, operator.username, 4))
        enter(client, operator.username)
        assert is_in(client)

    def test_a_colleague_is_not_locked_with_it(self, client: Client, world: World, operator: Person) -> None:
        list(fail(client, operator.username, 6))
        enter(client, with_password(world.dispatcher).username)
        assert is_in(client)

    def test_the_lock_is_on_record_once(self, client: Client, operator: Person) -> None:
        list(fail(client, operator.username, 9))
        assert done() == ["sign_in_failed"] * 5 + ["locked"]

    def test_a_whole_village_behind_one_address_is_not_locked_out(self, client: Client, operator: Person) -> None:
        for person in range(40):
            list(fail(client, f"villager-{person}", 2, REMOTE_ADDR="10.8.0.1"))
        enter(client, operator.username, REMOTE_ADDR="10.8.0.1")
        assert is_in(client)

    def test_an_address_that_only_guesses_is_stopped(self, client: Client, operator: Person) -> None:
        for guess in range(50):
            list(fail(client, f"guess-{guess}", 2, REMOTE_ADDR="10.9.9.9"))
        assert "尝试次数过多" in words(enter(client, operator.username, REMOTE_ADDR="10.9.9.9"))
        enter(client, operator.username, REMOTE_ADDR="10.9.9.8")
        assert is_in(client)


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_all_at_once_are_not_more_than_five(world: World) -> None:
    name = with_password(world.operator).username

    def guess(_: int) -> None:
        try:
            enter(Client(), name, WRONG)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(16)))
    assert done().count("sign_in_failed") == 5
    assert lockout.locked(name, at=now())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
    ],
)
def test_a_household_in_ipv6_is_one_place(one: str, other: str, same: bool) -> None:
    assert (lockout.network(one) == lockout.network(other)) is same


class TestLeaving:
    def test_after_signing_out_nothing_opens(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        old = client.cookies["sessionid"].value
        client.post("/account/logout/")
        client.cookies["sessionid"] = old
        assert not is_in(client)
        assert done() == ["signed_in", "signed_out"]

    def test_a_link_alone_signs_nobody_out(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        assert client.get("/account/logout/").status_code == 200
        assert is_in(client)

    def test_whoever_is_deactivated_is_out_at_once(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        Person.objects.filter(pk=operator.pk).update(is_active=False)
        assert not is_in(client)

    def test_guarded_pages_are_not_kept_by_the_browser(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        assert "no-store" in client.get("/account/")["Cache-Control"]
