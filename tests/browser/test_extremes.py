"""极端的件 · seven thousand characters, words without a gap, two hundred lines, nine photos: nothing breaks out, nothing is lost."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from huying.case import pictures
from huying.case.models import Case
from huying.case.tracking import code_of, digest_of, secret_for
from huying.case.who import RESIDENT
from huying.kit.clock import now
from huying.steps.intake.supplement import supplement
from tests.browser.conftest import faults, sideways
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "x" * 190
LONG = (WORD + "。村口到小学的路灯三天不亮，孩子放学走夜路不安全。") * 33
LINES, PHOTOS = 200, 9


def coloured(shade: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (320, 240), (shade, 90, 160)).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


@pytest.fixture
def heap(world: World) -> Case:
    """A case such as nobody wishes for."""
    at = now()
    photos = [pictures.keep(coloured(20 * nth), at=at) for nth in range(PHOTOS)]
    case = world.assigned(at, text=LONG[:7000], place=WORD, photos=photos, secret=digest_of(secret_for("k")))
    for nth in range(LINES):
        supplement(case, words=f"{nth} {WORD}", by=RESIDENT, at=at)
    return case


def fit(page: Page) -> None:
    assert (sideways(page), faults(page)) == (0, [])


@pytest.mark.parametrize(
    ("size", "theme", "elder"), [("phone", "dark", "0"), ("phone", "light", "1"), ("desk", "light", "0")]
)
def test_the_page_of_progress_holds_it(
    live_server: Any, open_page: Callable[..., Page], heap: Case, size: str, theme: str, elder: str
) -> None:
    page = open_page(size, theme=theme)
    page.goto(f"{live_server.url}/look/?elder={elder}&back=/track/{code_of(heap.pk, secret_for('k'))}/")
    expect(page.locator(".hy-timeline__line")).to_have_count(LINES + 3)
    expect(page.locator(".hy-photos img")).to_have_count(PHOTOS)
    fit(page)


@pytest.mark.parametrize("address", ["/work/", "/work/{number}/", "/work/{number}/finish/", "/inbox/?all=1"])
def test_the_pages_of_the_phone_hold_it(live_server: Any, phone: Page, heap: Case, world: World, address: str) -> None:
    client = Client()
    client.force_login(world.villager)
    name = settings.SESSION_COOKIE_NAME
    phone.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    answer = phone.goto(live_server.url + address.format(number=heap.number))
    assert answer is not None
    assert answer.status == 200
    fit(phone)


@pytest.mark.parametrize(("elder", "theme"), [("0", "light"), ("1", "dark")])
def test_refusals_stand_at_their_fields_and_fit(
    live_server: Any, open_page: Callable[..., Page], transactional_db: None, elder: str, theme: str
) -> None:
    World()
    page = open_page("phone", theme=theme)
    page.goto(f"{live_server.url}/look/?elder={elder}&back=/submit/")
    page.get_by_label("遇到了什么事").fill(LONG[:7000])
    page.get_by_label("联系电话").fill("12")
    page.get_by_role("button", name="提交诉求").click()
    expect(page.locator(".hy-field__error").first).to_be_visible()
    assert page.get_by_label("遇到了什么事").input_value() == LONG[:7000]
    fit(page)


def test_a_busy_server_says_so_and_keeps_what_was_typed(live_server: Any, phone: Page, transactional_db: None) -> None:
    World()
    phone.goto(live_server.url + "/submit/")
    words = "<!doctype html><main><p data-refused>系统正忙，暂时没有存上。</p></main>"
    phone.route("**/submit/", lambda route: route.fulfill(status=503, headers={"Retry-After": "600"}, body=words))
    phone.get_by_label("遇到了什么事").fill(LONG[:7000])
    phone.get_by_role("button", name="提交诉求").click()
    expect(phone.get_by_text("系统正忙，暂时没有存上。")).to_be_visible()
    assert phone.get_by_label("遇到了什么事").input_value() == LONG[:7000]
    assert not Case.objects.exists()
    fit(phone)


def test_without_network_the_page_says_so_while_it_lasts(live_server: Any, phone: Page, transactional_db: None) -> None:
    World()
    phone.goto(live_server.url + "/submit/")
    phone.context.set_offline(True)
    expect(phone.locator(".hy-offline")).to_be_visible()
    fit(phone)
    phone.context.set_offline(False)
    expect(phone.locator(".hy-offline")).to_have_count(0)
