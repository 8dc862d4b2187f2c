"""十件 · ten of the real imported messages walk all six steps in a real browser: the desk at a desk, grid worker, liaison and
resident on a phone 390 px wide. Where the real file does not lie beside the checkout, ten invented texts walk."""

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from huying.case.models import Case
from huying.cli import main
from huying.directory import suggest
from huying.directory.models import Matter, MatterUnit, Person
from huying.directory.roles import Role
from huying.kit import sheet
from tests.browser.conftest import sideways
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True)]

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "messages.xlsx"
ROWS, TEN = 200, 10
COLUMNS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
PHONE = "联系电话"
THINGS = [
    "路灯不亮",
    "下水道堵了",
    "垃圾没人清",
    "停水两天",
    "邻居装修吵",
    "电线垂下来",
    "路面塌了",
    "暖气不热",
    "健身器材坏了",
    "树枝压屋顶",
]
SMALL = "社区事务/邻里小事"


def invented() -> list[list[Any]]:
    return [
        [n, f"A{n}", f"{thing}怎么办", "2026/9/1 8:00:00", f"我们这里{thing}，请派人来看看。", 0, 0]
        for n, thing in enumerate(THINGS)
    ]


def messages() -> list[list[Any]]:
    """The first rows of the real file. Nobody left a phone there; every second one gets an invented number, as a city's file has."""
    if not REAL.is_file():
        return invented()
    with sheet.open_rows(REAL) as table:
        assert table.columns == COLUMNS
        return [list(cells) for _number, cells in islice(table.rows, ROWS)]


def phone_of(place: int) -> str:
    return f"1390000{place:04}" if place % 2 else ""


@pytest.fixture
def town(world: World) -> World:
    """With a line for what a village settles itself."""
    listing = world.lamp_matter.list
    matter = Matter.objects.create(list=listing, code="9.1", name="邻里小事", full_name=SMALL, community=True)
    MatterUnit.objects.create(matter=matter, level="village", unit=world.east)
    suggest.forget()
    return world


@pytest.fixture
def ten(town: World, tmp_path: Path, settings: Any) -> list[Case]:
    """Brought in by the verb, as the office does; ten of them, from the first to the last."""
    settings.HUYING_HOME = tmp_path / "home"
    rows = [[*row, phone_of(place)] for place, row in enumerate(messages())]
    path = tmp_path / "messages.xlsx"
    sheet.write(path, [*COLUMNS, PHONE], rows)
    assert main(["import", str(path), "--source", "12345", "--json"]) == 0
    cases = list(Case.objects.filter(stage="received").order_by("pk"))
    step = max(1, len(cases) // TEN)
    return [cases[place * step + place % 2] if step > 1 else cases[place] for place in range(TEN)]


class People:
    """Everybody's browser, open all day."""

    def __init__(self, town: World, place: str, open_page: Callable[..., Page], shot: Path) -> None:
        self.town, self.place, self.open_page, self.shot = town, place, open_page, shot
        self.dispatcher = self.sits(town.dispatcher, "desk")
        self.leader = self.sits(town.leader, "desk")
        self.grid = self.sits(town.person(Role.GRID_WORKER, town.east), "phone")
        self.liaison = self.sits(town.person(Role.LIAISON, town.office), "phone")
        self.caller = self.sits(town.person(Role.CALLER, town.centre), "phone")

    def sits(self, person: Person, size: str) -> Page:
        client, page = Client(), self.open_page(size)
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.place}])
        return page

    def go(self, page: Page, address: str) -> Page:
        page.goto(self.place + address)
        assert sideways(page) == 0
        return page

    def presses(self, page: Page, button: str, then: str) -> None:
        page.get_by_role("button", name=button, exact=True).and_(page.locator("button:not(.hy-term)")).click()
        expect(page.get_by_text(then)).to_be_visible()

    def accepts(self, case: Case) -> None:
        page = self.go(self.dispatcher, f"/cases/{case.number}/")
        self.presses(page, "受理", "已办：受理")

    def assigns(self, case: Case) -> Page:
        """To the office; its liaison signs it in."""
        self.dispatcher.get_by_label("其他单位的名称").fill("城建办")
        self.presses(self.dispatcher, "派单", "已派给城建办")
        page = self.go(self.liaison, "/work/")
        page.locator(f"a[href='/work/{case.number}/']").first.click()
        self.presses(page, "签收", "已办：签收")
        return page

    def offers(self, case: Case) -> Page:
        """Sorted, then on the village's board; its grid worker takes it with one thumb."""
        desk = self.dispatcher
        desk.get_by_role("link", name="归类").click()
        desk.get_by_label("事项").fill(SMALL)
        desk.get_by_label("区域").fill("东村")
        self.presses(desk, "归类", "已办：归类")
        desk.get_by_role("link", name="发布抢单").click()
        expect(desk.get_by_label("东村")).to_be_checked()
        self.presses(desk, "发布抢单", "已办：发布抢单")
        page = self.go(self.grid, "/board/")
        page.locator(f"#claim-{case.number}").get_by_role("button").click()
        expect(page.get_by_text("您已领办")).to_be_visible()
        return page

    def handles(self, page: Page, case: Case) -> None:
        """Called where there is a number to call, seen, done, with a photo."""
        self.go(page, f"/work/{case.number}/")
        if case.identity.masked_phone:
            page.get_by_role("button", name="联系", exact=True).click()
            page.get_by_label("联系上了", exact=True).check()
            page.get_by_label("联系的情况").fill("说好今天去看")
            self.presses(page, "先行联系", "已办：先行联系")
        page.get_by_label("已到场", exact=True).check()
        page.get_by_label("情况说明").fill("到现场看过，情况属实")
        page.get_by_label("见到几个人").fill("2")
        self.presses(page, "保存", "已记下到场情况")
        page.get_by_label("已办结", exact=True).check()
        page.get_by_label("拍处置后").set_input_files(self.shot)
        expect(page.locator(".hy-shots__state", has_text="已传")).to_have_count(1)
        page.get_by_label("情况说明").fill("已处理完毕，恢复正常")
        self.presses(page, "保存", "处置结果已上报")

    def approves(self, case: Case) -> None:
        self.presses(self.go(self.leader, f"/cases/{case.number}/"), "审核通过", "已办：审核通过")

    def replies(self, page: Page, case: Case) -> str:
        answer = f"您反映的“{case.title}”，我们到现场核实，已经办完，情况已当面说明。"
        self.go(page, f"/work/{case.number}/")
        page.get_by_role("link", name="回复诉求人").click()
        page.get_by_label("回复内容").fill(answer)
        self.presses(page, "回复诉求人", "已办：回复诉求人")
        return answer

    def rates(self, case: Case, answer: str, tail: str) -> None:
        """By the receipt number and the end of the phone, with no account; where there is no phone, the desk asks."""
        if tail:
            page = self.go(self.open_page("phone"), "/track/")
            page.get_by_label("受理编号").fill(case.number)
            page.get_by_label("登记电话的后四位").fill(tail)
            page.get_by_role("button", name="查询").click()
            expect(page.get_by_text(answer)).to_be_visible()
        else:
            page = self.go(self.caller, f"/callbacks/{case.number}/")
        for question in ("contacted", "solved", "service", "result"):
            page.locator(f"[name={question}][value=yes]").check()
        assert sideways(page) == 0
        self.presses(page, *(("提交评价", "谢谢您的评价，此件办结") if tail else ("保存评价", "已记下，此件办结")))
        if tail:
            page.context.close()


def walk(people: People, case: Case, place: int) -> None:
    """接办 交办 处置 反馈 回复 评价."""
    people.accepts(case)
    holder = people.assigns(case) if place % 4 < 2 else people.offers(case)
    people.handles(holder, case)
    people.approves(case)
    answer = people.replies(holder, case)
    people.rates(case, answer, case.identity.masked_phone[-4:])


def test_ten_imported_messages_walk_all_six_steps(
    live_server: Any, open_page: Callable[..., Page], town: World, ten: Sequence[Case], tmp_path: Path
) -> None:
    shot = tmp_path / "after.jpg"
    Image.new("RGB", (800, 600), "khaki").save(shot)
    people = People(town, live_server.url, open_page, shot)
    for place, case in enumerate(ten):
        walk(people, case, place)
    ended = Case.objects.filter(pk__in=[case.pk for case in ten], stage="closed", outcome="closed")
    assert ended.count() == TEN
    assert {bool(case.identity.masked_phone) for case in ten} == {True, False}
    assert Case.objects.filter(entries__deed="claimed").count() == 4
