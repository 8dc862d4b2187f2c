"""外观 · the navigation shows what opens, choices are kept in the browser."""

import pytest
from django.test import Client, RequestFactory
from django.urls import path

from huying.directory.access import open_to_all, roles
from huying.directory.roles import Role
from huying.site import look, nav
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
    request = RequestFactory().get("/cases/7/")
    request.user = person
    return [link.url for group in look.look(request)["nav"] for link in group.links]


@pytest.mark.django_db
def test_a_door_is_shown_to_those_it_opens_for(world: World) -> None:
    assert seen_by(world.dispatcher) == ["/cases/", "/register/"]


@pytest.mark.django_db
def test_a_door_is_hidden_from_those_it_does_not_open_for(world: World) -> None:
    assert seen_by(world.villager) == ["/cases/"]


def test_one_is_where_one_is() -> None:
    request = RequestFactory().get("/cases/7/")
    links = look.Look(request)._links([nav.Way("cases", "list", "诉求件")])
    assert [link.here for link in links] == [True]


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
