"""键盘 · the main flow of each role with Tab, Enter, Space and arrows alone: every stop is seen, in reading order, and no page
is a trap. Never a click."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from huying.case.models import Case, Entry
from huying.case.who import KEEPER
from huying.directory.edit_calendar import edit_calendar
from huying.directory.models import CalendarDay, Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.dispatch.assign import assign
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.handling.handle import How, Result, handle
from huying.steps.intake.accept import accept
from huying.steps.reply.reply import reply
from tests.browser.hands import Hands, out_of_order, sign_in
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "东村村口路灯三天不亮，孩子放学走夜路不安全。"
QUESTIONS = ("contacted", "solved", "service", "result")
ANSWER = "村口九盏路灯的线路已换好，当晚全部亮了。"
Sit = Callable[..., Hands]


@pytest.fixture
def district(transactional_db: None) -> World:
    return World()


@pytest.fixture
def sit(live_server: Any, open_page: Callable[..., Page]) -> Sit:
    """sit("/desk/", person) · hands on the keyboard before that page."""

    def open_at(address: str, person: Person | None = None, size: str = "desk") -> Hands:
        page = open_page(size)
        if person:
            sign_in(page, person, live_server.url)
        page.goto(live_server.url + address)
        return Hands(page)

    return open_at


def done(hands: Hands) -> None:
    """Nothing was wrong on the way."""
    assert hands.faults == []
    assert out_of_order(hands.page) == 0


def handled(case: Case, world: World) -> None:
    handle(case, result=Result(How.SOLVED, "换了九盏灯的线路", basis="维修单"), by=world.villager, at=now())
    report(case, by=world.villager, at=now())


def replied(case: Case, world: World) -> None:
    handled(case, world)
    approve(case, by=world.leader, at=now())
    reply(case, words=ANSWER, by=world.villager, at=now())


def answer(hands: Hands, name: str, times: int = 0) -> None:
    """Space takes the first choice, an arrow goes on to the next."""
    hands.to(name=name).press("Space")
    for _press in range(times):
        hands.press("ArrowRight")


def choose(hands: Hands, name: str, words: str) -> None:
    """Of a group of choices the one that says these words: arrows lead from one to the next."""
    hands.skip().to(name=name).press("Space")
    for _press in range(9):
        if words in hands.stop()["words"]:
            return
        hands.press("ArrowRight")
    raise AssertionError(f"no arrow leads to {words}")


def test_a_resident_submits_tracks_and_rates(district: World, sit: Sit) -> None:
    hands = sit("/", size="phone")
    hands.skip().enter("我要反映")
    hands.to(name="text").type(TEXT)
    hands.to(name="phone").type("13800001234")
    hands.enter("提交诉求")
    case = Case.objects.get()
    hands.skip().enter("进度")
    Case.objects.filter(pk=case.pk).update(matter=district.lamp_matter, area=district.east_area)
    case.refresh_from_db()
    accept(case, by=KEEPER, at=now())
    assign(case, to=district.east, by=KEEPER, at=now())
    replied(case, district)
    hands.page.reload()
    for name in QUESTIONS:
        answer(hands, name)
    hands.enter("提交评价")
    expect(hands.page.get_by_text("谢谢您的评价")).to_be_visible()
    done(hands)


def test_an_operator_takes_a_call_and_sends_it_on(district: World, sit: Sit) -> None:
    hands = sit("/desk/", district.operator)
    hands.enter("登记来电")
    hands.to(name="text").type(TEXT)
    hands.to(name="phone").type("13800001234")
    hands.press("Control+Enter")
    hands.page.wait_for_url("**/intake/?saved=*")
    assert Case.objects.get().stage == "waiting"
    done(hands)


def test_a_dispatcher_accepts_offers_and_assigns(district: World, sit: Sit) -> None:
    received, *others = (district.lamp(now()) for _one in range(3))
    for case in others:
        accept(case, by=KEEPER, at=now())
    hands = sit("/dispatch/", district.dispatcher)
    for act in ("抢单", "派单"):
        hands.skip().to("路灯").press("ArrowDown")
        hands.enter(act)
    assert sorted(Case.objects.values_list("stage", flat=True)) == ["offered", "received", "working"]
    hands.page.goto(hands.page.url.split("/dispatch/")[0] + f"/cases/{received.number}/")
    hands.skip().enter("受理", tag="button")
    hands.enter("受理") if hands.page.url.endswith("/accept/") else None
    assert Case.objects.get(pk=received.pk).stage == "waiting"
    done(hands)


def test_a_liaison_claims_on_the_board(district: World, sit: Sit) -> None:
    lamp = district.offered(now())
    hands = sit("/board/", district.villager)
    hands.skip().to("我来办").press("Enter")
    expect(hands.page.locator(f"#claim-{lamp.number}")).to_contain_text("您已领办")
    assert lamp.number in hands.page.evaluate("document.activeElement.closest('[data-card]').dataset.card")
    done(hands)


def test_a_grid_worker_contacts_visits_and_writes_the_result(district: World, sit: Sit) -> None:
    lamp = district.assigned(now())
    hands = sit("/work/", district.villager, "phone")
    hands.skip().enter("签收", tag="button")
    hands.skip().enter("联系")
    hands.skip().to("联系上了").press("Space")
    hands.to(name="words").type("约好下午到村口看")
    hands.enter("先行联系")
    choose(hands, "step", "已到场")
    hands.to(name="words").type("到村口看了，九盏灯不亮")
    hands.enter("保存")
    choose(hands, "step", "已办结")
    hands.to(name="words").type("换了九盏灯的线路")
    hands.to(name="basis").type("维修单")
    hands.enter("保存")
    deeds = Entry.objects.filter(case=lamp).values_list("deed", flat=True)
    assert {"signed_in", "contacted", "visited", "handled", "reported"} <= set(deeds)
    done(hands)


def test_a_unit_leader_approves(district: World, sit: Sit) -> None:
    lamp = district.assigned(now())
    handled(lamp, district)
    hands = sit("/work/", district.leader)
    hands.skip().enter("审核结果")
    hands.skip().enter("审核通过")
    expect(hands.page.get_by_text("已办：审核通过")).to_be_visible()
    done(hands)


def test_a_caller_writes_what_the_resident_said(district: World, sit: Sit) -> None:
    lamp = district.assigned(now())
    replied(lamp, district)
    hands = sit("/callbacks/", district.person(Role.CALLER, district.centre))
    hands.enter("打电话")
    hands.enter("显示号码")
    expect(hands.page.get_by_role("link", name="13800001234")).to_be_visible()
    for name in QUESTIONS:
        answer(hands, name)
    hands.enter("保存评价")
    expect(hands.page.get_by_text("已记下，此件办结")).to_be_visible()
    done(hands)


def test_a_supervisor_urges_from_a_card(district: World, sit: Sit) -> None:
    lamp = district.assigned(now().replace(year=now().year - 1))
    hands = sit("/supervision/", district.person(Role.SUPERVISOR, district.centre))
    hands.skip().enter("催办：")
    hands.skip().to(name="words").type("今天下班前联系诉求人，说清几时修好。")
    hands.enter("催办")
    assert Entry.objects.filter(case=lamp, deed="urged", voice="").exists()
    done(hands)


def test_an_assessor_opens_a_figure_and_reads_its_rule(district: World, sit: Sit) -> None:
    lamp = district.assigned(now())
    replied(lamp, district)
    hands = sit("/month/", district.person(Role.ASSESSOR, district.centre))
    hands.skip().to("响应率").press("Enter")
    hands.page.wait_for_url("**#rule-response")
    done(hands)


def test_a_leader_reads_from_a_figure_down_to_the_case(district: World, sit: Sit) -> None:
    lamp = district.assigned(now())
    hands = sit("/dashboard/", district.leader)
    hands.skip().enter("正在办")
    hands.skip().enter("路灯")
    assert f"/cases/{lamp.number}/" in hands.page.url
    done(hands)


def test_an_administrator_changes_a_day_of_the_calendar(district: World, sit: Sit) -> None:
    edit_calendar({}, by=None, at=now(), published_to=date(2026, 12, 31))
    hands = sit("/directory/calendar/?year=2026", district.person(Role.SYSTEM_ADMIN, district.centre))
    hands.skip().enter("改一天")
    hands.page.goto(hands.page.url + "?day=2026-12-24")  # in which order a day is typed is the browser's own affair
    hands.skip().to(name="day")
    hands.to(name="name").type("雪灾")
    hands.enter("保存")
    assert CalendarDay.objects.filter(day=date(2026, 12, 24), works=False).exists()
    done(hands)


def test_an_administrator_changes_a_person(district: World, sit: Sit) -> None:
    person = district.villager
    hands = sit(f"/directory/people/{person.pk}/", district.person(Role.SECURITY_ADMIN, district.centre))
    hands.skip().enter("修改")
    hands.skip().to(name="name").press("Control+a")
    hands.type("梁勇")
    hands.enter("保存")
    assert Person.objects.get(pk=person.pk).name == "梁勇"
    done(hands)
