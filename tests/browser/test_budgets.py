"""分量 · what every page of the album makes a cold browser fetch: bytes as gzip sends them, and how many requests (LOOK, budgets)."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from demo.album import ALBUM, DESK, PHONE, Leaf
from tests.browser.test_album import cookies, district  # noqa: F401 — the demonstration district, as the album sees it

pytestmark = pytest.mark.django_db(transaction=True)

KB = 1024
FIELD = frozenset({"my-cases", "my-cases-none", "on-the-spot", "act-finish", "act-escalate", "act-visit"})
"""What a grid worker opens in the hills. Its shell, all but the page itself, is to be kept on the phone."""

RESIDENT, SHELL, STAFF, WALL = (30, 8), (40, 9), (60, 9), (300, 14)
"""Kilobytes and requests."""


def budget(leaf: Leaf) -> tuple[int, int]:
    """The class of a page."""
    if leaf.name == "dashboard":
        return WALL
    if leaf.name in FIELD:
        return SHELL
    return STAFF if leaf.who else RESIDENT


def cold(page: Page, leaf: Leaf, url: str) -> tuple[float, int]:
    """Everything fetched by opening it with nothing kept; photos are counted apart, they come as they are scrolled to."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies(leaf).items()])
    page.goto(url + leaf.where())
    page.wait_for_load_state("load")
    page.remove_listener("response", note)
    mine = [one for one in answers if "/photo/" not in one.url and one.request.resource_type != "eventsource"]
    counted = [one for one in mine if leaf.name not in FIELD or one.request.resource_type != "document"]
    weight = sum(len(gzip.compress(one.body(), 6)) for one in counted if one.ok or one.status == leaf.status)
    return weight / KB, len(mine)


@pytest.mark.parametrize(("size", "width"), [("phone", PHONE), ("desk", DESK)])
def test_no_page_is_heavier_than_its_kind_may_be(
    live_server: Any,
    open_page: Callable[..., Page],
    district: None,  # noqa: F811
    size: str,
    width: int,
) -> None:
    heavy = {}
    for leaf in (leaf for leaf in ALBUM if width in leaf.widths):
        most, requests = budget(leaf)
        weight, count = cold(open_page(size), leaf, live_server.url)
        if weight > most or count > requests:
            heavy[leaf.name] = f"{weight:.1f} KB of {most}, {count} requests of {requests}"
    assert heavy == {}
