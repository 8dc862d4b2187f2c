"""大厅 · at a desk and on a phone, light and dark: the desk, the list, the page of a case, a look with a reason, a comment; every
page is fit for everybody, and the list can be walked by keyboard alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from huying.case.hall.order import SIZE
from huying.case.models import Case
from huying.directory.models import Person
from huying.kit.clock import now
from tests.browser.conftest import faults, sideways
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True)]

LETTER = "\n".join(f"第{number}条：小区路灯不亮，物业一直没有修，夜里老人孩子走路都害怕。" for number in range(1, 221))


def fit(page: Page) -> None:
    assert faults(page) == []
    assert sideways(page) == 0


@pytest.fixture
def enter(live_server, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """enter(person, "/cases/", "phone") · that page, before somebody who has signed in."""

    def opened(person: Person, address: str, size: str = "desk", theme: str = "light") -> Page:
        client, page = Client(), open_page(size, theme=theme)
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page.goto(live_server.url + address)
        return page

    return opened


@pytest.fixture
def lamps(world: World) -> list[Case]:
    """Ten cases of many kinds, one of them a letter of seven thousand characters."""
    at = now()
    kinds = ({}, {"urgent": True}, {"confidential": True}, {"kind": "report"}, {"anonymous": True}, {"kind": "praise"})
    made = [world.assigned(at - timedelta(hours=number), **one) for number, one in enumerate(kinds)]
    made += [
        world.lamp(at),
        world.offered(at),
        world.lamp(at, suspected=made[0], source="市12345", source_number="SJ-7"),
    ]
    return [*made, world.assigned(at - timedelta(days=9), text=LETTER, title="")]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_every_page_of_the_hall_is_fit_for_everybody(
    enter: Callable[..., Page], world: World, lamps: list[Case], size: str, theme: str
) -> None:
    assert len(LETTER) >= 7000
    page = enter(world.dispatcher, "/desk/", size, theme)
    fit(page)
    for address in ("/cases/", "/cases/?at=dispatch&q=路灯", "/cases/?kind=consult", "/cases/export/"):
        page.goto(page.url.split("/desk/")[0].split("/cases/")[0] + address)
        fit(page)


def test_ten_cases_are_opened_from_the_list(enter: Callable[..., Page], world: World, lamps: list[Case]) -> None:
    page = enter(world.dispatcher, "/cases/?q=路灯")
    expect(page.locator("a.hy-table__title")).to_have_count(len(lamps))
    for case in lamps:
        page.locator(f'a.hy-table__title[href="/cases/{case.number}/"]').click()
        expect(page.locator("#course")).to_be_visible()
        fit(page)
        page.go_back()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_letter_of_seven_thousand_characters_leaves_room_for_the_rest(
    enter: Callable[..., Page], world: World, lamps: list[Case], size: str
) -> None:
    page = enter(world.dispatcher, f"/cases/{lamps[-1].number}/", size)
    letter = page.locator(".hy-folder__text")
    assert len(letter.inner_text()) >= 7000
    assert letter.bounding_box()["height"] < 700  # type: ignore[index]
    fit(page)


def test_the_list_is_walked_by_keyboard_alone(enter: Callable[..., Page], world: World) -> None:
    for _ in range(SIZE + 5):
        world.lamp(now())
    page = enter(world.dispatcher, "/cases/")
    page.get_by_role("link", name="较早").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("a.hy-table__title")).to_have_count(5)
    page.keyboard.press("/")
    page.keyboard.type("路灯")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("查找“路灯”")).to_be_visible()
    page.locator("a.hy-table__title").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#course")).to_be_visible()


def test_a_name_is_offered_while_it_is_typed(enter: Callable[..., Page], world: World, lamps: list[Case]) -> None:
    page = enter(world.dispatcher, "/cases/")
    page.get_by_text("更多条件").click()
    with page.expect_response("**/cases/names/unit/**"):
        page.get_by_label("承办单位").press_sequentially("东")
    expect(page.locator("#names-unit option")).not_to_have_count(0)
    page.get_by_label("承办单位").fill("东村")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("a.hy-table__title")).to_have_count(7)
    page.get_by_role("link", name="清空").click()
    expect(page.locator("a.hy-table__title")).to_have_count(10)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_look_is_shown_once_and_stands_in_the_timeline(
    enter: Callable[..., Page], world: World, lamps: list[Case], size: str
) -> None:
    page = enter(world.villager, f"/cases/{lamps[0].number}/", size)
    expect(page.get_by_text("138****1234")).to_be_visible()
    page.get_by_text("查看（需留痕）").click()
    page.get_by_label("查看的原因").fill("约定上门时间")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text("13800001234")).to_be_visible()
    fit(page)
    page.get_by_role("link", name="回到诉求件").click()
    expect(page.get_by_text("约定上门时间")).to_be_visible()
    assert "13800001234" not in page.content()


def test_a_comment_is_sent_with_two_keys(enter: Callable[..., Page], world: World, lamps: list[Case]) -> None:
    page = enter(world.villager, f"/cases/{lamps[0].number}/")
    page.get_by_label("写批注").fill("明早带梯子去 👍")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.get_by_text("批注已记入办理经过。")).to_be_visible()
    expect(page.locator(".hy-timeline").get_by_text("明早带梯子去 👍")).to_be_visible()
    expect(page.get_by_label("写批注")).to_have_value("")


def test_a_clock_explains_itself_when_it_is_opened(enter: Callable[..., Page], world: World, lamps: list[Case]) -> None:
    page = enter(world.villager, f"/cases/{lamps[0].number}/")
    page.locator(".hy-clocks summary").filter(has_text="办理").click()
    expect(page.get_by_text("计入的日子")).to_be_visible()
    fit(page)


def test_a_file_is_taken_with_a_reason(enter: Callable[..., Page], world: World, lamps: list[Case]) -> None:
    page = enter(world.dispatcher, "/cases/export/?q=路灯")
    page.get_by_label("导出的原因和用途").fill("月度分析")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出").click()
    assert download.value.suggested_filename.endswith(".xlsx")
