"""评价 · a resident on a phone says it is not solved, and it goes on; the callback desk closes another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from tests.browser.conftest import faults, sideways
from tests.steps.evaluation.conftest import link, replied
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
Sit = Callable[..., Page]


@pytest.fixture
def district(transactional_db: None) -> World:
    """The world of the tests, for the server that runs in this process."""
    return World()


@pytest.fixture
def lamp(district: World) -> Case:
    return replied(district, district.assigned(now() - timedelta(hours=2)))


@pytest.fixture
def sit(live_server: Any, open_page: Callable[..., Page]) -> Sit:
    """sit(person, "/callbacks/", "phone") · a page opened by somebody signed in."""

    def open_at(person: Person, address: str, size: str = "desk", **more: str) -> Page:
        client = Client()
        client.force_login(person)
        page: Page = open_page(size, **more)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.goto(live_server.url + address)
        return page

    return open_at


def choose(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f"[name={name}][value={value}]").check(force=True)


def test_not_solved_by_the_link_begins_the_second_round(phone: Page, live_server: Any, lamp: Case) -> None:
    phone.goto(f"{live_server.url}/track/{link(lamp)}/")
    expect(phone.get_by_role("heading", name="您满意吗？")).to_be_visible()
    assert (faults(phone), sideways(phone)) == ([], 0)
    choose(phone, contacted="yes", solved="no", service="yes", result="no")
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.locator("[data-field=reason] .hy-field__error")).to_contain_text("请写一句")
    phone.get_by_label("哪里没解决").fill("还有三盏不亮")
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_text("这是第 2 次")).to_be_visible()
    case = Case.objects.get(pk=lamp.pk)
    assert (case.stage, case.round) == ("working", 2)


def test_a_satisfied_resident_may_ask_for_more_afterwards(phone: Page, live_server: Any, lamp: Case) -> None:
    phone.goto(f"{live_server.url}/track/{link(lamp)}/")
    choose(phone, contacted="yes", solved="yes", service="yes", result="yes")
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_text("谢谢您的评价")).to_be_visible()
    assert (faults(phone), sideways(phone)) == ([], 0)
    phone.get_by_text("又有问题，要求重新办理").click()
    phone.get_by_label("为什么要重新办理").fill("又不亮了")
    phone.get_by_role("button", name="提交重新办理").click()
    expect(phone.get_by_text("这是第 2 次")).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_callback_desk_calls_and_closes(sit: Sit, district: World, lamp: Case, size: str) -> None:
    page = sit(district.person(Role.CALLER, district.centre), "/callbacks/", size)
    assert (faults(page), sideways(page)) == ([], 0)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/callbacks/{lamp.number}/")
    page.get_by_role("button", name="显示号码").click()
    expect(page.get_by_role("link", name="13800001234")).to_be_visible()
    assert (faults(page), sideways(page)) == ([], 0)
    for name, word in (("contacted", "yes"), ("solved", "yes"), ("service", "basically"), ("result", "yes")):
        page.locator(f"[name={name}][value={word}]").focus()
        page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/callbacks/")
    expect(page.get_by_text("已记下，此件办结")).to_be_visible()
    assert Case.objects.get(pk=lamp.pk).stage == "closed"


def test_nobody_answered_and_the_page_says_when_to_try_again(sit: Sit, district: World, lamp: Case) -> None:
    page = sit(district.person(Role.CALLER, district.centre), f"/callbacks/{lamp.number}/")
    page.locator("[name=attempt][value=no_answer]").check(force=True)
    page.get_by_role("button", name="记下这次").click()
    page.wait_for_url("**/callbacks/")
    page.get_by_role("link", name="换半天再打").click()
    expect(page.get_by_text("再打", exact=False).first).to_be_visible()
    expect(page.get_by_text("无人接听", exact=False)).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("address", ["/supervision/", "/supervision/late/", "/month/"])
def test_oversight_fits_and_reads(sit: Sit, district: World, address: str, size: str) -> None:
    district.assigned(now() - timedelta(days=9))
    page = sit(district.person(Role.SUPERVISOR, district.centre), address, size)
    expect(page.locator("h1")).to_be_visible()
    assert (faults(page), sideways(page)) == ([], 0)
