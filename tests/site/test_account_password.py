"""Passwords: of some length and of three kinds, none of the last five; changed at the first sign-in."""

from itertools import pairwise

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client

from huying.directory.account.passwords import random_password
from huying.directory.account.reset import reset
from huying.directory.models import Person, What
from huying.directory.roles import Role
from tests.site.entrance import PASSWORD, WRONG, done, enter, is_in, with_password
from tests.world import NINE, World

NEXT = "Riverbank-77"


@pytest.fixture
def operator(world: World) -> Person:
    return with_password(world.operator)


def change(client: Client, new: str, *, old: str = PASSWORD, again: str = "") -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        "/account/password/", {"oldpassword": old, "password1": new, "password2": again or new}
    )


class TestTheRules:
    @pytest.mark.parametrize("good", ["Lantern7", "abcdef1!", "ABCDEF1!", "密码abc123", "Tree House 7"])
    def test_three_kinds_and_eight_signs_will_do(self, world: World, good: str) -> None:
        validate_password(good, world.operator)

    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            ("Abc12!", "至少 8 位"),
            ("abcdefgh", "三类"),
            ("abcdefg1", "三类"),
            ("12345678", "三类"),
            ("ABCDEFG1", "三类"),
            ("P@ssw0rd", ""),
            ("Operator@c1", "登录名或姓名"),
        ],
    )
    def test_what_is_refused_is_refused_with_the_reason(self, world: World, bad: str, why: str) -> None:
        with pytest.raises(ValidationError) as refused:
            validate_password(bad, world.operator)
        assert why in " ".join(refused.value.messages)

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
    def test_an_administrator_needs_twelve(self, world: World, role: Role) -> None:
        administrator = world.person(role, world.centre)
        validate_password("Abcdefgh123!", administrator)
        with pytest.raises(ValidationError, match="至少 12 位"):
            validate_password("Abcdefgh12!", administrator)

    def test_a_random_one_keeps_every_rule_and_is_never_the_same(self, world: World) -> None:
        made = {random_password() for _ in range(200)}
        assert len(made) == 200
        for password in made:
            validate_password(password, world.person(Role.SYSTEM_ADMIN, world.centre))

    def test_only_a_digest_is_stored(self, operator: Person) -> None:
        assert operator.password.startswith("argon2$argon2id$")
        assert PASSWORD not in operator.password


class TestChanging:
    def test_the_new_one_opens_and_the_old_one_does_not(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        assert change(client, NEXT).status_code == 302
        assert is_in(client)
        client.post("/account/logout/")
        enter(client, operator.username)
        assert not is_in(client)
        enter(client, operator.username, NEXT)
        assert is_in(client)
        assert done()[:2] == [What.SIGNED_IN, What.PASSWORD_CHANGED]

    def test_it_ends_every_other_session(self, client: Client, operator: Person) -> None:
        elsewhere = Client()
        enter(elsewhere, operator.username)
        enter(client, operator.username)
        change(client, NEXT)
        assert is_in(client)
        assert not is_in(elsewhere)

    def test_none_of_the_last_five(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        used = [PASSWORD, *(f"Riverbank-{number}" for number in range(4))]
        for old, new in pairwise(used):
            assert change(client, new, old=old).status_code == 302
        assert "最近 5 次" in change(client, PASSWORD, old=used[-1]).content.decode()
        assert change(client, "Riverbank-9", old=used[-1]).status_code == 302
        assert change(client, PASSWORD, old="Riverbank-9").status_code == 302

    def test_the_same_again_is_refused(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        assert "最近 5 次" in change(client, PASSWORD).content.decode()

    def test_two_that_differ_are_refused_in_words(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        assert "两次输入的新密码不一样" in change(client, NEXT, again="Riverbank-78").content.decode()

    def test_the_old_one_is_asked_for_and_guesses_lock(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        for _ in range(5):
            page = change(client, NEXT, old=WRONG).content.decode()
        assert "尝试次数过多" in page
        assert "尝试次数过多" in change(client, NEXT).content.decode()


class TestAnAccountWithoutOne:
    def test_is_told_whom_to_ask(self, client: Client, world: World) -> None:
        world.operator.set_unusable_password()
        world.operator.save()
        client.force_login(world.operator)
        page = client.get("/account/password/", follow=True)
        assert page.status_code == 200
        assert "请找安全管理员重置密码" in page.content.decode()

    def test_whoever_has_one_changes_it(self, client: Client, operator: Person) -> None:
        client.force_login(operator)
        assert client.get("/account/password/none/")["Location"] == "/account/password/"


class TestTheFirstSignIn:
    def test_nothing_else_opens_before_the_password_is_ones_own(self, client: Client, world: World) -> None:
        person = world.operator
        given = reset(person, by=None, at=NINE)
        enter(client, person.username, given)
        for page in ("/account/", "/account/second/"):
            assert client.get(page)["Location"].startswith("/account/password/?next=")
        answer = client.post("/account/password/?next=/account/second/", _both(given))
        assert answer["Location"] == "/account/second/"
        assert is_in(client)

    def test_a_script_is_told_so_in_its_own_form(self, client: Client, world: World) -> None:
        enter(client, world.operator.username, reset(world.operator, by=None, at=NINE))
        fragment = client.get("/account/", headers={"HX-Request": "true"})
        assert (fragment.status_code, fragment["HX-Redirect"]) == (401, "/account/password/")
        assert client.get("/account/", headers={"Accept": "application/json"}).status_code == 401

    def test_a_reset_ends_sessions_and_lifts_the_lock(self, client: Client, operator: Person) -> None:
        enter(client, operator.username)
        for _ in range(6):
            enter(Client(), operator.username, WRONG)
        given = reset(Person.objects.get(pk=operator.pk), by=None, at=NINE)
        assert not is_in(client)
        enter(client, operator.username, given)
        assert client.get("/account/")["Location"].startswith("/account/password/")


def _both(old: str) -> dict[str, str]:
    return {"oldpassword": old, "password1": NEXT, "password2": NEXT}
