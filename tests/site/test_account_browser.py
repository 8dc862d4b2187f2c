"""认得的浏览器 · whoever guesses at a name from elsewhere does not lock its owner out; a stolen cookie is worth five guesses."""

from collections.abc import Callable
from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.test import Client

from huying.directory.account import browser, lockout
from huying.directory.account.reset import reset
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from tests.site.entrance import PASSWORD, WRONG, done, enter, is_in, later, with_password
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(world: World) -> Person:
    return with_password(world.operator)


@pytest.fixture
def known(owner: Person) -> Client:
    """A browser in which the owner has signed in once and signed out again."""
    client = Client()
    enter(client, owner.username)
    client.post("/account/logout/")
    assert not is_in(client)
    return client


def cookie(client: Client) -> "Morsel[str]":
    (found,) = (morsel for name, morsel in client.cookies.items() if name.startswith("known-"))
    return found


def guess(client: Client, name: str, times: int = 5) -> None:
    for _ in range(times):
        enter(client, name, WRONG)


def with_cookie(name: str, value: str) -> Client:
    thief = Client()
    thief.cookies[name] = value
    return thief


class TestStrangersGuess:
    def test_the_name_is_locked_for_strangers_and_open_to_its_owner(self, known: Client, owner: Person) -> None:
        guess(Client(), owner.username)
        stranger = Client()
        assert enter(stranger, owner.username).status_code == 200
        assert not is_in(stranger)
        enter(known, owner.username)
        assert is_in(known)

    def test_however_long_they_go_on(self, known: Client, owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        for half_hour in range(4):
            later(monkeypatch, timedelta(minutes=31 * half_hour))
            guess(Client(), owner.username, 6)
            enter(known, owner.username)
            assert is_in(known)
            known.post("/account/logout/")

    def test_the_owner_coming_in_gives_strangers_no_new_guesses(self, known: Client, owner: Person) -> None:
        guess(Client(), owner.username)
        enter(known, owner.username)
        stranger = Client()
        enter(stranger, owner.username)
        assert not is_in(stranger)

    def test_an_address_that_only_guesses_is_stopped_with_a_cookie_too(self, known: Client, owner: Person) -> None:
        for number in range(50):
            for _ in range(2):
                enter(Client(), f"guess-{number}", WRONG, REMOTE_ADDR="10.9.9.9")
        enter(known, owner.username, REMOTE_ADDR="10.9.9.9")
        assert not is_in(known)


class TestTheCookie:
    def test_no_script_reads_it_and_no_other_site_sends_it(self, known: Client) -> None:
        found = cookie(known)
        assert (found["httponly"], found["samesite"], found["path"]) == (True, "Strict", "/account/")
        assert found["max-age"] == timedelta(days=180).total_seconds()

    def test_it_is_for_https_alone_where_there_is_https(self, owner: Person, settings: pytest.FixtureRequest) -> None:
        settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]
        client = Client()
        enter(client, owner.username, secure=True)
        assert cookie(client)["secure"]

    def test_it_names_nobody(self, known: Client, owner: Person) -> None:
        found = cookie(known)
        assert owner.username not in found.key + found.value

    def test_it_opens_nothing(self, known: Client, owner: Person) -> None:
        thief = with_cookie(cookie(known).key, cookie(known).value)
        assert not is_in(thief)
        assert enter(thief, owner.username, WRONG).status_code == 200

    def test_a_wrong_password_brings_none(self, owner: Person) -> None:
        client = Client()
        guess(client, owner.username, 2)
        assert not [name for name in client.cookies if name.startswith("known-")]

    def test_signing_in_again_keeps_it(self, known: Client, owner: Person) -> None:
        """Or whoever knows the password could have as many as they like."""
        before = browser.known_as(request_of(known), owner.username)
        enter(known, owner.username)
        assert browser.known_as(request_of(known), owner.username) == before != ""

    def test_two_people_at_one_machine_have_one_each(self, known: Client, owner: Person, world: World) -> None:
        other = with_password(world.dispatcher)
        enter(known, other.username)
        known.post("/account/logout/")
        guess(Client(), owner.username)
        guess(Client(), other.username)
        for person in (owner, other):
            enter(known, person.username)
            assert is_in(known)
            known.post("/account/logout/")


class TestAStolenOne:
    def test_it_has_five_guesses_and_then_the_right_password_does_not_help(self, known: Client, owner: Person) -> None:
        thief = with_cookie(cookie(known).key, cookie(known).value)
        guess(thief, owner.username)
        enter(thief, owner.username)
        assert not is_in(thief)
        assert done().count("locked") == 1
        assert lockout.locked(owner.username, at=now())

    def test_it_does_not_lock_the_name_elsewhere(self, known: Client, owner: Person) -> None:
        guess(with_cookie(cookie(known).key, cookie(known).value), owner.username)
        elsewhere = Client()
        enter(elsewhere, owner.username)
        assert is_in(elsewhere)

    def test_it_is_worth_nothing_for_another_name(self, known: Client, world: World) -> None:
        victim = with_password(world.dispatcher)
        name = browser._cookie(victim.username)
        guess(Client(), victim.username)
        thief = with_cookie(name, cookie(known).value)
        enter(thief, victim.username)
        assert not is_in(thief)

    @pytest.mark.parametrize(
        "spoil", [lambda value: value[:-1], lambda value: f"x{value}", lambda value: "", lambda value: "a:b:c"]
    )
    def test_a_forged_one_is_a_stranger(self, known: Client, owner: Person, spoil: Callable[[str], str]) -> None:
        guess(Client(), owner.username)
        forger = with_cookie(cookie(known).key, spoil(cookie(known).value))
        enter(forger, owner.username)
        assert not is_in(forger)

    def test_it_is_forgotten_after_half_a_year(
        self, known: Client, owner: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(browser, "KNOWN_FOR", timedelta(seconds=-1))
        guess(Client(), owner.username)
        enter(known, owner.username)
        assert not is_in(known)


class TestTheAdministratorLiftsTheLock:
    def test_in_a_known_browser_too(self, known: Client, owner: Person, world: World) -> None:
        guess(known, owner.username)
        enter(known, owner.username)
        assert not is_in(known)
        lockout.lift(owner.username, at=now())
        enter(known, owner.username)
        assert is_in(known)

    def test_a_browser_that_is_locked_is_listed(self, known: Client, owner: Person, world: World) -> None:
        guess(known, owner.username)
        desk = Client()
        desk.force_login(world.person(Role.SECURITY_ADMIN, world.centre))
        page = desk.get("/account/lockouts/").content.decode()
        assert owner.name in page

    def test_a_new_password_opens_it(self, known: Client, owner: Person, world: World) -> None:
        guess(known, owner.username)
        given = reset(owner, by=world.dispatcher, at=now())
        assert given != PASSWORD
        assert enter(known, owner.username, given).status_code == 302


def request_of(client: Client) -> object:
    """A request as this browser would send it."""
    return client.get("/account/login/").wsgi_request
