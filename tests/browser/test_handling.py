"""处置 · on a phone, by one thumb: the liaison signs in, contacts, visits, handles; the leader approves; the liaison replies; the
resident reads the answer. Every page on the way is fit for everybody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from huying.case.models import Case, Photo
from huying.case.tracking import code_of, digest_of, secret_for
from huying.directory.models import Person
from huying.kit.clock import now
from huying.steps.feedback.approve import approve
from huying.steps.handling.finish import finish
from huying.steps.handling.handle import How, Result
from huying.steps.handling.progress import progress
from huying.steps.reply.models import ReplyTemplate
from tests.browser.conftest import faults, sideways
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True)]

ANSWER = "您反映的村口路灯，九盏的线路已全部换好，当晚恢复照明。"


def fit(page: Page) -> None:
    assert faults(page) == []
    assert sideways(page) == 0


def as_person(page: Page, person: Person, address: str) -> Page:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return page


@pytest.fixture
def shots(tmp_path: Path) -> list[Path]:
    found = []
    for name, colour in (("before", "navy"), ("after", "khaki")):
        path = tmp_path / f"{name}.jpg"
        Image.new("RGB", (800, 600), colour).save(path)
        found.append(path)
    return found


@pytest.fixture
def lamp(world: World) -> Case:
    return world.assigned(now(), secret=digest_of(secret_for("k")))


def test_from_the_first_call_to_the_residents_answer(
    live_server, open_page: Callable[..., Page], world: World, lamp: Case, shots: list[Path]
) -> None:
    place = live_server.url
    mine = as_person(open_page("phone"), world.villager, place)
    mine.goto(place + "/work/")
    fit(mine)
    mine.locator("form").get_by_role("button", name="签收").click()
    expect(mine.get_by_text("已办：签收")).to_be_visible()
    fit(mine)

    mine.locator("form").get_by_role("button", name="联系").click()
    expect(mine.get_by_role("link", name="13800001234")).to_be_visible()
    fit(mine)
    mine.get_by_label("联系上了", exact=True).check()
    mine.get_by_label("联系的情况").fill("约好下午到村口看")
    mine.get_by_role("button", name="先行联系").click()
    expect(mine.get_by_text("已办：先行联系")).to_be_visible()

    mine.get_by_label("已到场", exact=True).check()
    mine.get_by_label("拍处置前").set_input_files(shots[0])
    mine.get_by_label("拍处置中").set_input_files(shots[1])
    expect(mine.locator(".hy-shots__state", has_text="已传")).to_have_count(2)
    mine.get_by_text("常用语").click()
    mine.get_by_role("button", name="已到现场查看，情况属实。").click()
    mine.get_by_label("见到几个人").fill("2")
    fit(mine)
    mine.get_by_role("button", name="保存").click()
    expect(mine.get_by_text("已记下到场情况")).to_be_visible()
    assert Photo.objects.filter(case=lamp).count() == 2

    mine.get_by_label("已办结", exact=True).check()
    mine.get_by_label("拍处置后").set_input_files(shots[1])
    expect(mine.locator(".hy-shots__state", has_text="已传")).to_have_count(1)
    mine.get_by_label("情况说明").fill("换了九盏灯的线路")
    mine.get_by_role("button", name="保存").click()
    expect(mine.get_by_text("处置结果已上报")).to_be_visible()

    boss = as_person(open_page("phone"), world.leader, place)
    boss.goto(place + "/work/")
    boss.get_by_role("link", name="审核结果").click()
    fit(boss)
    boss.get_by_role("button", name="审核通过").click()
    expect(boss.get_by_text("已办：审核通过")).to_be_visible()

    mine.goto(place + "/work/")
    mine.get_by_role("link", name="回复诉求人").click()
    mine.get_by_label("回复内容").fill("村口路灯的问题我们会尽快安排维修。")
    expect(mine.get_by_text("没有日期")).to_be_visible()
    mine.get_by_label("回复内容").fill(ANSWER)
    expect(mine.get_by_text("检查通过")).to_be_visible()
    fit(mine)
    mine.get_by_role("button", name="回复诉求人").click()
    expect(mine.get_by_text("已办：回复诉求人")).to_be_visible()

    resident = open_page("phone")
    resident.goto(f"{place}/track/{code_of(lamp.pk, secret_for('k'))}/")
    expect(resident.get_by_text(ANSWER)).to_be_visible()
    fit(resident)


def test_a_refusal_leaves_everything_on_the_page(
    live_server, phone: Page, world: World, lamp: Case, shots: list[Path]
) -> None:
    page = as_person(phone, world.villager, live_server.url)
    page.goto(f"{live_server.url}/work/{lamp.number}/finish/")
    page.get_by_label("已解决", exact=True).check()
    page.get_by_label("怎样处置的").fill("换了九盏灯的线路")
    page.get_by_label("拍处置前").set_input_files(shots[0])
    expect(page.locator(".hy-shots__state", has_text="已传")).to_have_count(1)
    page.get_by_role("button", name="处置完成并上报").click()
    expect(page.get_by_text("请附处置后的照片")).to_be_visible()
    expect(page.get_by_label("怎样处置的")).to_have_value("换了九盏灯的线路")
    fit(page)
    page.get_by_label("依据或证明材料").fill("维修单")
    page.get_by_role("button", name="处置完成并上报").click()
    page.wait_for_url("**/cases/**")
    assert Case.objects.get(pk=lamp.pk).stage == "reported"
    assert lamp.photos.count() == 1


def test_a_rivals_move_is_told_and_the_words_survive_a_reload(
    live_server, phone: Page, world: World, lamp: Case
) -> None:
    page = as_person(phone, world.villager, live_server.url)
    page.goto(f"{live_server.url}/work/{lamp.number}/give-back/")
    page.get_by_label("原因").fill("不在本村，请另派")
    rival = Case.objects.get(pk=lamp.pk)
    finish(rival, result=Result(How.SOLVED, "已换", basis="维修单"), by=world.villager, at=now())
    page.get_by_role("button", name="退回重派").click()
    expect(page.get_by_text("刷新后再看")).to_be_visible()
    expect(page.get_by_label("原因")).to_have_value("不在本村，请另派")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_every_page_of_the_room_is_fit(
    live_server, open_page: Callable[..., Page], world: World, lamp: Case, size: str, theme: str
) -> None:
    progress(lamp, words="配件已到", by=world.villager, at=now())
    ReplyTemplate.objects.create(
        jurisdiction=lamp.jurisdiction, title="路灯修好", body="{title}已修好。", by=world.dispatcher, changed_at=now()
    )
    answered = world.assigned(now())
    finish(answered, result=Result(How.SOLVED, "已换", basis="维修单"), by=world.villager, at=now())
    approve(answered, by=world.leader, at=now())
    page = as_person(open_page(size, theme=theme), world.villager, live_server.url)
    for address in (
        "",
        f"{lamp.number}/",
        f"{lamp.number}/visit/",
        f"{lamp.number}/measure/",
        f"{answered.number}/reply/",
    ):
        page.goto(f"{live_server.url}/work/{address}")
        fit(page)
    desk = as_person(open_page(size, theme=theme), world.dispatcher, live_server.url)
    desk.goto(f"{live_server.url}/reply/templates/")
    fit(desk)
