"""画册 · every page of the album, from the demonstration district: it answers, is fit by axe-core, no wider than its screen."""

from collections.abc import Callable
from dataclasses import replace
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
MOVING = (
    "document.getAnimations().filter((one) => one.playState === 'running').map((one) => one.effect.target.className)"
)


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
    return found + looked_at(page)


def looked_at(page: Page) -> list[str]:
    """As it stands: axe-core, its width, and that nothing moves for whoever asked for less motion."""
    wide, moving = sideways(page), page.evaluate(MOVING)
    found = faults(page) + ([f"{wide} px wider than the screen"] if wide else [])
    return found + [f"moves: {name}" for name in moving]


def in_big_font(page: Page, url: str) -> dict[str, list[str]]:
    """大字版 · every page that needs no sign-in, light and dark: the same page, its colours turned."""
    found = {}
    for leaf in (replace(leaf, elder=True) for leaf in ALBUM if not leaf.who and not leaf.elder):
        found[leaf.name] = walk(page, leaf, url)
        page.emulate_media(color_scheme="dark")
        found[leaf.name + " dark"] = looked_at(page)
        page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize(("size", "width", "theme"), [("phone", PHONE, "light"), ("desk", DESK, "dark")])
def test_every_page_is_fit_for_everybody(
    live_server: Any, open_page: Callable[..., Page], district: None, size: str, width: int, theme: str
) -> None:
    page = open_page(size, theme=theme)
    leaves = [leaf for leaf in ALBUM if width in leaf.widths]
    found = {leaf.name: walk(page, leaf, live_server.url) for leaf in leaves}
    if size == "phone":
        found |= {f"{name} in big font": wrong for name, wrong in in_big_font(page, live_server.url).items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
