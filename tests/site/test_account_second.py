"""The second factor: an administrator comes nowhere without it, a code is good once, and its secret is sealed."""

import json
import re
from base64 import b64decode

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from huying.directory.models import Person, Tally
from huying.directory.roles import ADMINISTRATORS, Role
from tests.site.entrance import PASSWORD, code_of, done, enter, is_in, with_password
from tests.world import World

APP = "/account/second/app/"
GUARDED = ["/account/", "/account/second/", "/account/audit/", "/account/lockouts/", "/account/second/recovery/"]


@pytest.fixture
def auditor(world: World) -> Person:
    """An administrator on the first day: no second factor yet."""
    person = with_password(world.person(Role.AUDIT_ADMIN, world.centre))
    Authenticator.objects.all().delete()
    return person


def secret_on(page: str) -> str:
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found
    return found[1]


def pair(client: Client, person: Person) -> str:
    """Set the second factor up, as the page says; returns the secret."""
    enter(client, person.username)
    secret = secret_on(client.get(APP).content.decode())
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer["Location"] == "/account/second/recovery/"
    return secret


def forget_used_codes() -> None:
    """As if minutes had passed: the same code may come again only because the test cannot wait for the next."""
    Tally.objects.all().delete()


class TestTheFirstDay:
    @pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
    @pytest.mark.parametrize("page", GUARDED)
    def test_nothing_opens_before_it_is_set(self, client: Client, world: World, role: Role, page: str) -> None:
        person = with_password(world.person(role, world.centre))
        Authenticator.objects.all().delete()
        enter(client, person.username)
        assert client.get(page)["Location"].startswith(APP)

    def test_then_the_way_is_open(self, client: Client, auditor: Person) -> None:
        pair(client, auditor)
        assert client.get("/account/audit/").status_code == 200
        assert done() == ["signed_in", "second_set"]

    def test_recovery_codes_are_shown_once(self, client: Client, auditor: Person) -> None:
        pair(client, auditor)
        first = client.get("/account/second/recovery/").content.decode()
        second = client.get("/account/second/recovery/").content.decode()
        codes = re.findall(r"<code>(\d{8})</code>", first)
        assert len(codes) == 10
        assert not any(code in second for code in codes)

    def test_the_picture_is_on_the_page_and_loads_from_nowhere(self, client: Client, auditor: Person) -> None:
        enter(client, auditor.username)
        picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', client.get(APP).content.decode())
        assert picture
        assert b'fill="#fff"' in b64decode(picture[1]), "black on white, also in the dark"

    def test_a_wrong_code_sets_nothing_up(self, client: Client, auditor: Person) -> None:
        enter(client, auditor.username)
        client.get(APP)
        assert "验证码不正确" in client.post(APP, {"code": "000000"}).content.decode()
        assert not Authenticator.objects.exists()

    def test_somebody_else_may_do_without(self, client: Client, world: World) -> None:
        enter(client, with_password(world.operator).username)
        assert is_in(client)

    def test_but_whoever_becomes_administrator_no_longer(self, client: Client, world: World) -> None:
        person = with_password(world.operator)
        enter(client, person.username)
        person.posts.update(role=Role.SYSTEM_ADMIN)
        assert client.get("/account/")["Location"].startswith(APP)


class TestEveryDay:
    @pytest.fixture
    def secret(self, auditor: Person) -> str:
        secret = pair(Client(), auditor)
        forget_used_codes()
        return secret

    def test_the_password_alone_opens_nothing(self, client: Client, auditor: Person, secret: str) -> None:
        assert enter(client, auditor.username)["Location"] == "/account/second/code/"
        assert not is_in(client)

    def test_with_the_code_it_does(self, client: Client, auditor: Person, secret: str) -> None:
        enter(client, auditor.username)
        client.post("/account/second/code/", {"code": code_of(secret)})
        assert is_in(client)

    def test_a_code_is_good_once(self, client: Client, auditor: Person, secret: str) -> None:
        enter(client, auditor.username)
        client.post("/account/second/code/", {"code": code_of(secret)})
        onlooker = Client()
        enter(onlooker, auditor.username)
        for code in (code_of(secret), f" {code_of(secret)[:3]} {code_of(secret)[3:]} "):
            onlooker.post("/account/second/code/", {"code": code})
        assert not is_in(onlooker)

    def test_five_wrong_codes_close_this_way_in(self, client: Client, auditor: Person, secret: str) -> None:
        enter(client, auditor.username)
        for _ in range(5):
            client.post("/account/second/code/", {"code": "000000"})
        page = client.post("/account/second/code/", {"code": code_of(secret)}).content.decode()
        assert "30 分钟后再试" in page
        assert not is_in(client)
        assert done().count("second_failed") == 5

    def test_a_new_session_does_not_give_new_tries(self, auditor: Person, secret: str) -> None:
        for _ in range(5):
            guesser = Client()
            enter(guesser, auditor.username)
            guesser.post("/account/second/code/", {"code": "000000"})
        last = Client()
        enter(last, auditor.username)
        last.post("/account/second/code/", {"code": code_of(secret)})
        assert not is_in(last)

    def test_a_recovery_code_opens_once(self, auditor: Person, secret: str) -> None:
        codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
        for expected in (True, False):
            client = Client()
            enter(client, auditor.username)
            client.post("/account/second/code/", {"code": codes[0]})
            assert is_in(client) is expected

    def test_the_secret_lies_sealed_in_the_database(self, secret: str) -> None:
        rows = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in rows

    def test_an_administrator_cannot_take_it_off(self, client: Client, auditor: Person, secret: str) -> None:
        enter(client, auditor.username)
        client.post("/account/second/code/", {"code": code_of(secret)})
        assert "不能取消" in client.post("/account/second/app/remove/").content.decode()
        assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()

    def test_others_can(self, client: Client, world: World) -> None:
        pair(client, with_password(world.operator))
        assert client.post("/account/second/app/remove/")["Location"] == "/account/second/"
        assert not Authenticator.objects.exists()
        assert done()[-1] == "second_removed"

    def test_a_new_password_leaves_it_on(self, client: Client, auditor: Person, secret: str) -> None:
        enter(client, auditor.username)
        client.post("/account/second/code/", {"code": code_of(secret)})
        new = {"oldpassword": PASSWORD, "password1": "Riverbank-2027", "password2": "Riverbank-2027"}
        assert client.post("/account/password/", new).status_code == 302
        again = Client()
        assert enter(again, auditor.username, "Riverbank-2027")["Location"] == "/account/second/code/"
