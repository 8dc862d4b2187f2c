"""登录 · an administrator's first day, on a phone and at a desk, by keyboard alone; every page of it is fit for everybody."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from huying.directory.account.reset import reset
from huying.directory.models import Person
from huying.directory.roles import Role
from tests.browser.conftest import faults, sideways
from tests.site.entrance import PASSWORD, WRONG, code_of, with_password
from tests.world import NINE, World

pytestmark = [pytest.mark.django_db(transaction=True)]

OWN = "Riverbank-2026"


def fit(page: Page) -> None:
    assert faults(page) == []
    assert sideways(page) == 0


def send(page: Page, **typed: str) -> None:
    """Fill the fields in and press Enter."""
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture
def guard(world: World) -> Person:
    """The security administrator on the first day."""
    person = world.person(Role.SECURITY_ADMIN, world.centre)
    Authenticator.objects.all().delete()
    return person


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_first_day(live_server, open_page: Callable[..., Page], guard: Person, size: str, theme: str) -> None:
    given = reset(guard, by=None, at=NINE)
    page = open_page(size, theme=theme)
    page.goto(live_server.url + "/account/lockouts/")
    fit(page)
    send(page, login=guard.username, password=given)
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    fit(page)
    send(page, oldpassword=given, password1="short", password2="short")
    expect(page.get_by_text("密码至少 12 位")).to_be_visible()
    fit(page)
    send(page, oldpassword=given, password1=OWN, password2=OWN)
    expect(page.get_by_role("heading", name="设置双重验证")).to_be_visible()
    fit(page)
    send(page, code=code_of(page.locator("main code").inner_text()))
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    assert page.locator("main li").count() == 10
    fit(page)
    page.get_by_role("link", name="已保存，继续").click()
    expect(page.get_by_role("heading", name="人员与岗位")).to_be_visible()
    for place in ("/account/", "/account/lockouts/", "/account/second/", "/account/second/app/remove/"):
        page.goto(live_server.url + place)
        fit(page)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_somebody_locked_out_is_let_in_again(
    live_server, open_page: Callable[..., Page], world: World, guard: Person, size: str
) -> None:
    with_password(world.operator)
    outside = open_page(size)
    outside.goto(live_server.url + "/account/login/")
    for _ in range(5):
        send(outside, login=world.operator.username, password=WRONG)
    expect(outside.get_by_text("锁定 30 分钟")).to_be_visible()
    fit(outside)

    with_password(guard, OWN)
    inside = open_page(size)
    inside.goto(live_server.url + "/account/lockouts/")
    send(inside, login=guard.username, password=OWN)
    send(inside, code=code_of(inside.locator("main code").inner_text()))
    inside.goto(live_server.url + "/account/lockouts/")
    fit(inside)
    inside.get_by_role("button", name="解除锁定").click()
    expect(inside.get_by_text("可以再次登录了")).to_be_visible()

    send(outside, login=world.operator.username, password=PASSWORD)
    outside.goto(live_server.url + "/account/")
    expect(outside.get_by_role("heading", name=world.operator.name)).to_be_visible()
    fit(outside)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_record_of_acts_is_fit_for_everybody(
    live_server, open_page: Callable[..., Page], world: World, size: str
) -> None:
    auditor = with_password(world.person(Role.AUDIT_ADMIN, world.centre), OWN)
    Authenticator.objects.all().delete()
    page = open_page(size)
    page.goto(live_server.url + "/account/audit/")
    send(page, login=auditor.username, password=OWN)
    send(page, code=code_of(page.locator("main code").inner_text()))
    page.goto(live_server.url + "/account/audit/?what=signed_in")
    expect(page.get_by_role("cell", name="登录", exact=True)).to_be_visible()
    fit(page)
