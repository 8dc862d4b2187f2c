"""部件 · every component is fit for everybody, on every size, light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults, sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.gallery.urls")]

PLACES = ["/desk/", "/", "/submit/", "/received/", "/stop/409/", "/stop/503/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk", "wall"])
def test_nothing_is_wrong_on_any_page(live_server, open_page, size: str, theme: str) -> None:
    page = open_page(size, theme=theme)
    for place in PLACES:
        page.goto(live_server.url + place)
        assert faults(page) == []
        assert sideways(page) == 0


def test_the_big_font_version_is_one_touch_away(live_server, phone: Page) -> None:
    phone.goto(live_server.url + "/")
    phone.get_by_role("link", name="大字版").click()
    expect(phone.get_by_role("link", name="标准版")).to_be_visible()
    for place in PLACES[1:4]:
        phone.goto(live_server.url + place)
        assert faults(phone) == []
        assert sideways(phone) == 0


def test_in_the_big_font_version_words_are_large_and_targets_larger(live_server, phone: Page) -> None:
    phone.goto(live_server.url + "/look/?elder=1&back=/submit/")
    sizes = phone.evaluate(
        "[...document.querySelectorAll('main *, .hy-tabbar *')].filter(e => e.children.length == 0 && e.textContent.trim()"
        " && e.getBoundingClientRect().width > 2).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 18
    heights = phone.evaluate(
        "[...document.querySelectorAll('a.hy-btn, button, main input:not([type=radio]):not(.u-hear)"
        ":not([type=hidden])')].map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 60


def test_the_theme_is_kept_on_the_next_page(live_server, desk: Page) -> None:
    desk.goto(live_server.url + "/desk/")
    desk.get_by_role("button", name="切换深浅色").click()
    assert desk.evaluate("document.documentElement.dataset.theme") == "dark"
    desk.goto(live_server.url + "/stop/404/")
    assert desk.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_slash_key_goes_to_the_search_field(live_server, desk: Page) -> None:
    desk.goto(live_server.url + "/desk/")
    desk.keyboard.press("/")
    expect(desk.get_by_role("searchbox")).to_be_focused()
    desk.keyboard.type("路灯/")
    expect(desk.get_by_role("searchbox")).to_have_value("路灯/")


def test_on_a_phone_the_navigation_opens_and_closes(live_server, phone: Page) -> None:
    phone.goto(live_server.url + "/desk/")
    link = phone.get_by_role("navigation", name="主导航").get_by_role("link", name="诉求件")
    expect(link).to_be_hidden()
    phone.get_by_role("link", name="打开导航").click()
    expect(link).to_be_visible()
    phone.get_by_role("link", name="收起导航").click()
    expect(link).to_be_hidden()


def test_a_countdown_says_how_late_it_is(live_server, desk: Page) -> None:
    desk.goto(live_server.url + "/desk/")
    expect(desk.locator(".hy-due").last).to_contain_text("超时")


def test_the_first_tab_jumps_past_the_navigation(live_server, desk: Page) -> None:
    desk.goto(live_server.url + "/desk/")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="跳到主要内容")).to_be_focused()
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "main"
