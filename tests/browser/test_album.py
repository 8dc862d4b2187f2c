"""画册 · every page of the album, from the demonstration district: it answers, is fit by axe-core, no wider than its screen."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from demo.album import ALBUM, DESK, PHONE, Leaf
from demo.load import load
from huying.directory.models import Person
from huying.directory.roles import ADMINISTRATORS
from huying.kit.clock import now
from tests.browser.conftest import faults, sideways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def district(transactional_db: None) -> None:
    load(now())
    for person in Person.objects.filter(posts__role__in=ADMINISTRATORS):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})


def cookies(leaf: Leaf) -> dict[str, str]:
    """What the browser of that person holds."""
    held = {"elder": "1"} if leaf.elder else {}
    if leaf.who:
        client = Client()
        client.force_login(Person.objects.get(username=leaf.who))
        held[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return held


def walk(page: Page, leaf: Leaf, url: str) -> list[str]:
    """Everything that is wrong with this page."""
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies(leaf).items()])
    answer = page.goto(url + leaf.where())
    found = [] if answer and answer.status == leaf.status else [f"answered {answer and answer.status}"]
    wide = sideways(page)
    return found + faults(page) + ([f"{wide} px wider than the screen"] if wide else [])


@pytest.mark.parametrize(("size", "width", "theme"), [("phone", PHONE, "light"), ("desk", DESK, "dark")])
def test_every_page_is_fit_for_everybody(
    live_server: Any, open_page: Callable[..., Page], district: None, size: str, width: int, theme: str
) -> None:
    page = open_page(size, theme=theme)
    leaves = [leaf for leaf in ALBUM if width in leaf.widths]
    found = {leaf.name: walk(page, leaf, live_server.url) for leaf in leaves}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
