"""外观 · the navigation shows what opens, choices are kept in the browser."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from huying.directory.access import open_to_all, roles
from huying.directory.roles import Role
from huying.site import look
from tests.world import World


@open_to_all
def anybody(request):
    raise NotImplementedError


@roles(Role.DISPATCHER)
def dispatchers(request):
    raise NotImplementedError


urlpatterns = [
    path("look/", look.choose),
    path("cases/", anybody, name="cases"),
    path("register/", dispatchers, name="register"),
]
pytestmark = [pytest.mark.urls(__name__)]


def seen_by(person) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', drawn_for(person))


def drawn_for(person) -> str:
    request = RequestFactory().get("/cases/7/")
    request.user = person
    return look.look(request)["look"].nav()


@pytest.mark.django_db
def test_a_door_is_shown_to_those_it_opens_for(world: World) -> None:
    assert seen_by(world.dispatcher) == ["/cases/", "/register/"]


@pytest.mark.django_db
def test_a_door_is_hidden_from_those_it_does_not_open_for(world: World) -> None:
    assert seen_by(world.villager) == ["/cases/"]


@pytest.mark.django_db
def test_one_is_where_one_is(world: World) -> None:
    assert re.findall(r'<a href="([^"]*)"[^>]* aria-current="page"', drawn_for(world.dispatcher)) == ["/cases/"]


@pytest.mark.django_db
def test_what_is_remembered_is_nobodys_own(world: World) -> None:
    first, other = drawn_for(world.dispatcher), drawn_for(world.villager)
    assert first != other
    assert (drawn_for(world.dispatcher), drawn_for(world.villager)) == (first, other)
    with translation.override("en"):
        assert drawn_for(world.dispatcher) != first


def test_the_big_font_version_is_remembered(client: Client) -> None:
    answer = client.get("/look/?elder=1&back=/cases/")
    assert (answer.status_code, answer["Location"]) == (302, "/cases/")
    assert client.cookies["elder"].value == "1"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client: Client, back: str) -> None:
    assert client.get("/look/", {"theme": "dark", "back": back})["Location"] == "/"


def test_only_known_choices_are_kept(client: Client) -> None:
    client.get("/look/?theme=pink&elder=yes")
    assert not client.cookies
