"""登记台 · an operator with a caller on the line: hands stay on the keyboard, the other half of the screen thinks along."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from tests.browser.conftest import faults, sideways
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "来电人说东村村口路灯三天不亮，孩子放学走夜路不安全。"
SignIn = Callable[..., Page]


@pytest.fixture
def district(transactional_db: None) -> World:
    """The world of the tests, for the server that runs in this process."""
    return World()


@pytest.fixture
def at_the_desk(live_server, open_page, district: World) -> SignIn:
    """at_the_desk(person, "phone") · the form, opened by somebody signed in."""

    def sit(person: Person | None = None, size: str = "desk", **more: str) -> Page:
        client = Client()
        client.force_login(person or district.operator)
        page = open_page(size, **more)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.goto(live_server.url + "/intake/")
        return page

    return sit


def test_a_call_is_registered_without_touching_the_mouse(at_the_desk: SignIn) -> None:
    page = at_the_desk()
    expect(page.get_by_label("诉求内容")).to_be_focused()
    page.keyboard.type(TEXT)
    page.get_by_label("电话").focus()
    page.keyboard.type("１３８００００１２３４")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/intake/?saved=*")
    case = Case.objects.get()
    expect(page.get_by_text(case.number)).to_be_visible()
    expect(page.get_by_label("诉求内容")).to_have_value("")
    assert (case.stage, case.identity.masked_phone) == ("waiting", "138****1234")


def test_what_is_recognised_is_put_in_by_one_touch(at_the_desk: SignIn) -> None:
    page = at_the_desk()
    page.get_by_label("诉求内容").fill(TEXT)
    page.get_by_role("button", name="公共设施/路灯").click()
    expect(page.get_by_label("事项")).to_have_value("公共设施/路灯（3.2.1）")
    page.locator("[data-fill='#id_area']").click()
    expect(page.get_by_label("村居").locator("option:checked")).to_have_text("东村")
    expect(page.locator("#beside").get_by_text("东村", exact=True)).to_be_visible()


def test_earlier_calls_and_similar_cases_come_up_while_typing(at_the_desk: SignIn, district: World) -> None:
    lamp = district.lamp()
    page = at_the_desk()
    page.get_by_label("诉求内容").fill(TEXT)
    page.get_by_label("电话").fill("138 0000 1234")
    expect(page.locator("#beside").get_by_text("同一电话")).to_be_visible()
    expect(page.locator("#beside").get_by_text(lamp.number)).to_be_visible()


def test_the_bar_says_who_is_on_the_line_and_counts_from_the_first_word(at_the_desk: SignIn, district: World) -> None:
    district.lamp()
    page = at_the_desk()
    bar = page.get_by_role("region", name="通话")
    expect(bar.get_by_text("号码还没记")).to_be_visible()
    expect(bar.get_by_role("timer")).to_have_text("00:00")
    page.get_by_label("电话").fill("138 0000 1234")
    expect(bar.get_by_text("138 0000 1234")).to_be_visible()
    expect(bar.get_by_text("近期反映过 1 件")).to_be_visible()
    expect(bar.get_by_role("timer")).not_to_have_text("00:00")
    expect(bar.get_by_text("Enter")).to_be_visible()


def test_the_same_matter_is_merged_from_beside_the_form(at_the_desk: SignIn, district: World) -> None:
    lamp = district.lamp()
    page = at_the_desk()
    page.get_by_label("诉求内容").fill(TEXT)
    page.get_by_label("并入这件").check()
    page.get_by_label("姓名").fill("李")
    page.wait_for_timeout(1000)  # asked again meanwhile, the choice stays
    expect(page.get_by_label("并入这件")).to_be_checked()
    page.get_by_role("button", name="登记并受理").click()
    page.wait_for_url("**/intake/?saved=*")
    assert Case.objects.exclude(pk=lamp.pk).get().joined_to == lamp


def test_urgency_shows_when_it_would_be_due(at_the_desk: SignIn) -> None:
    page = at_the_desk()
    expect(page.get_by_text("2 个工作日 ·")).to_be_visible()
    expect(page.get_by_text("2 小时 ·")).to_be_visible()


def test_words_of_danger_show_whom_the_caller_should_ring(at_the_desk: SignIn) -> None:
    page = at_the_desk()
    page.get_by_label("诉求内容").fill("煤气味很大，有人昏迷")
    expect(page.get_by_text("119 燃气泄漏")).to_be_visible()
    expect(page.get_by_text("120 人身伤病")).to_be_visible()


def test_a_refusal_keeps_the_form_and_the_key_is_new(at_the_desk: SignIn) -> None:
    page = at_the_desk()
    page.get_by_label("诉求内容").fill(TEXT)
    page.get_by_label("事项").fill("修仙")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("清单里没有这个事项")).to_be_visible()
    expect(page.get_by_label("诉求内容")).to_have_value(TEXT)
    page.get_by_label("事项").fill("")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/intake/?saved=*")


def test_receiving_only_is_a_choice(at_the_desk: SignIn) -> None:
    page = at_the_desk()
    page.get_by_label("诉求内容").fill(TEXT)
    page.get_by_role("button", name="只登记，不受理").click()
    page.wait_for_url("**/intake/?saved=*")
    assert Case.objects.get().stage == "received"


def test_a_shared_desk_keeps_no_draft_for_the_next_shift(at_the_desk: SignIn) -> None:
    page = at_the_desk()
    page.get_by_label("诉求内容").press_sequentially("路灯")
    page.wait_for_timeout(500)
    assert page.evaluate("localStorage.length") == 0


def test_a_grid_worker_collects_with_the_phone(at_the_desk: SignIn, district: World) -> None:
    page = at_the_desk(district.person(Role.GRID_WORKER, district.east), "phone")
    assert sideways(page) == 0
    page.get_by_label("诉求内容").fill(TEXT)
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_url("**/intake/?saved=*")
    assert (Case.objects.get().channel, Case.objects.get().stage) == ("grid", "received")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk", "wall"])
def test_nothing_is_wrong_on_the_desk_at_any_size(at_the_desk: SignIn, district: World, size: str, theme: str) -> None:
    district.lamp()
    page = at_the_desk(size=size, theme=theme)
    page.get_by_label("诉求内容").fill("着火了，" + TEXT)
    page.get_by_label("电话").fill("13800001234")
    expect(page.locator("#beside").get_by_text("同一电话")).to_be_visible()
    page.get_by_text("性质、收集地点").click()
    assert (faults(page), sideways(page)) == ([], 0)
    page.wait_for_load_state("networkidle")
    page.get_by_label("诉求内容").press("Control+Enter")
    page.wait_for_url("**/intake/?saved=*")
    assert (faults(page), sideways(page)) == ([], 0)
