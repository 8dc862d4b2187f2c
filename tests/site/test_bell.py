"""铃 · a page that stays open asks for the bell alone."""

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_bell_is_asked_anew_by_a_page_that_stays_open(world: World, client: Client) -> None:
    client.force_login(world.dispatcher)
    assert 'id="bell"' in client.get("/desk/").content.decode()
    alone = client.get("/look/bell/", headers={"HX-Request": "true", "X-Unattended": "1"}).content.decode()
    assert alone.strip().startswith("<a")
    assert "<html" not in alone


def test_the_bell_of_nobody_leads_to_the_sign_in(client: Client) -> None:
    assert client.get("/look/bell/", headers={"HX-Request": "true"}).status_code == 401
