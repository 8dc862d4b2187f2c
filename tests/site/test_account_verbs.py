"""Accounts from the server's own console: the first administrators, and whoever lost everything."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from huying.cli import main
from huying.directory.models import Person
from huying.directory.roles import Role
from tests.site.entrance import done, enter, is_in, with_password
from tests.world import World

PASSWORD = re.compile(r"(?:\w{4}-){3}\w{4}")

Capture = pytest.CaptureFixture[str]


def given(capsys: Capture) -> str:
    found = PASSWORD.search(capsys.readouterr().out)
    assert found
    return found[0]


class TestSomebodyNew:
    ZHAO = ("person", "zhao", "赵敏", "--unit", "C", "--role", "security_admin")

    def test_gets_a_post_and_a_password_to_be_changed(self, client: Client, world: World, capsys: Capture) -> None:
        assert main(self.ZHAO) == 0
        enter(client, "zhao", given(capsys))
        assert client.get("/account/")["Location"].startswith("/account/password/")
        assert [post.role for post in Person.objects.get(username="zhao").posts.all()] == [Role.SECURITY_ADMIN]
        assert done()[:2] == ["person_added", "post_granted"]

    def test_two_passwords_are_never_the_same(self, world: World, capsys: Capture) -> None:
        main(self.ZHAO)
        first = given(capsys)
        main(("person", "qian", "钱进", "--unit", "C", "--role", "audit_admin"))
        assert given(capsys) != first

    def test_a_second_post_brings_no_second_password(self, world: World, capsys: Capture) -> None:
        main(("person", "sun", "孙丽", "--unit", "C", "--role", "operator"))
        given(capsys)
        assert main(("person", "SUN", "孙丽", "--unit", "C", "--role", "dispatcher")) == 0
        assert not PASSWORD.search(capsys.readouterr().out)
        assert Person.objects.get(username="sun").posts.count() == 2

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (("zhao", "赵敏", "--unit", "C", "--role", "operator"), "互斥"),
            (("zhao", "赵四", "--unit", "C", "--role", "operator"), "已由赵敏使用"),
            (("li", "李雷", "--unit", "NOWHERE", "--role", "operator"), "没有代码为 NOWHERE"),
            (("li", "李雷", "--unit", "E", "--role", "grid_worker", "--area", "0"), "没有代码为 0"),
            (("", "李雷", "--unit", "C", "--role", "operator"), ""),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(
        self, world: World, capsys: Capture, words: tuple[str, ...], why: str
    ) -> None:
        main(self.ZHAO)
        before = Person.objects.count()
        assert main(("person", *words)) == 1
        assert why in capsys.readouterr().err
        assert Person.objects.count() == before

    def test_an_unknown_role_is_answered_with_the_known_ones(self, world: World, capsys: Capture) -> None:
        with pytest.raises(SystemExit):
            main(("person", "li", "李雷", "--unit", "C", "--role", "king"))
        assert "grid_worker" in capsys.readouterr().err


class TestAForgottenPassword:
    def test_a_new_one_is_printed_and_works(self, client: Client, world: World, capsys: Capture) -> None:
        person = with_password(world.operator)
        assert main(("passwd", person.username.upper())) == 0
        enter(client, person.username, given(capsys))
        assert client.get("/account/")["Location"].startswith("/account/password/")

    def test_an_unknown_name_is_said_so(self, world: World, capsys: Capture) -> None:
        assert main(("passwd", "nobody")) == 1
        assert "没有登录名为 nobody 的人员" in capsys.readouterr().err

    def test_the_second_factor_stays_unless_the_phone_is_lost(self, world: World, capsys: Capture) -> None:
        person = world.person(Role.AUDIT_ADMIN, world.centre)
        main(("passwd", person.username))
        assert Authenticator.objects.filter(user=person).exists()
        main(("passwd", person.username, "--lost-phone"))
        assert not Authenticator.objects.filter(user=person).exists()
        assert done() == ["password_reset", "second_removed", "password_reset"]


def test_nobody_comes_in_with_a_password_of_the_documents(client: Client, world: World) -> None:
    for password in ("admin", "123456", "huying", "password"):
        enter(client, world.operator.username, password)
    assert not is_in(client)
