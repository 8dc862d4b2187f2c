"""抢单大厅与派单台 in a real browser: two people at two boards, with streams and without, with the keyboard alone."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from huying.case.models import Case
from huying.case.who import KEEPER
from huying.directory import suggest
from huying.directory.models import Matter, Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.site.live.serve import serving
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.figures import today
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.intake.accept import accept
from tests.browser.conftest import faults, sideways
from tests.steps.evaluation.conftest import replied
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
SOON = 15_000
Opens = Callable[..., Page]


class Streams:
    """The live process, in a thread of this one."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._until = asyncio.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._until.set)
            self._thread.join()

    def _run(self) -> None:
        self._loop.run_until_complete(serving("127.0.0.1", self.port, until=self._until))
        self._loop.close()


@pytest.fixture
def district(transactional_db: None) -> World:
    today.forget()
    suggest.forget()
    return World()


@pytest.fixture
def streams(district: World, settings) -> Iterator[Streams]:
    running = Streams()
    settings.HUYING_LIVE = f":{running.port}"
    yield running
    running.stop()


@pytest.fixture
def looks(open_page: Opens, live_server) -> Opens:
    """looks(person, "phone") · that person's board, open in a browser of its own."""

    def open_for(person: Person, size: str = "desk", address: str = "/board/", **more: object) -> Page:
        client = Client()
        client.force_login(person)
        page = open_page(size, **more)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.goto(live_server.url + address)
        return page

    return open_for


def officer(world: World) -> Person:
    return world.person(Role.LIAISON, world.office, "小李")


def card(page: Page, case: Case):
    return page.locator(f"#claim-{case.number}")


def is_live(page: Page) -> None:
    expect(page.locator("[data-board-state]")).to_have_text("实时", timeout=SOON)


def polls(page: Page) -> None:
    expect(page.locator("[data-board-state]")).to_have_text("每 5 秒刷新", timeout=SOON)


def test_one_claims_on_the_phone_and_the_other_sees_it_go(district: World, streams: Streams, looks: Opens) -> None:
    lamp = district.offered(at=now())
    mine, theirs = looks(district.villager, "phone"), looks(officer(district))
    is_live(theirs)
    card(mine, lamp).get_by_role("button", name="我来办").click()
    expect(card(mine, lamp)).to_contain_text("您已领办", timeout=SOON)
    expect(card(theirs, lamp)).to_contain_text("东村（接诉即办联络员）已领办", timeout=SOON)
    expect(card(theirs, lamp).get_by_role("button")).to_have_count(0)
    assert Case.objects.get(pk=lamp.pk).unit == district.east


def test_a_new_card_comes_by_itself_and_is_counted_in_the_title(
    district: World, streams: Streams, looks: Opens
) -> None:
    page = looks(district.villager, "phone")
    is_live(page)
    expect(page.locator("[data-board-empty]")).to_be_visible()
    lamp = district.offered(at=now())
    expect(card(page, lamp)).to_be_visible(timeout=SOON)
    expect(page).to_have_title("(1) 抢单大厅 · 呼应")
    expect(page.locator("[data-board-said]")).to_contain_text("来了新单")
    expect(page.locator("[data-board-empty]")).to_be_hidden()


def test_a_neighbour_gets_nothing(district: World, streams: Streams, looks: Opens) -> None:
    neighbour, mine = looks(district.neighbour), looks(district.villager)
    is_live(neighbour)
    is_live(mine)
    lamp = district.offered(at=now())
    expect(card(mine, lamp)).to_be_visible(timeout=SOON)
    expect(card(neighbour, lamp)).to_have_count(0)


def test_without_streams_the_board_asks_by_itself(district: World, looks: Opens) -> None:
    page = looks(officer(district), "phone")
    polls(page)
    lamp = district.offered(at=now())
    expect(card(page, lamp)).to_be_visible(timeout=SOON)
    claim(lamp, unit=district.east, by=district.villager, at=now())
    expect(card(page, lamp)).to_contain_text("东村（接诉即办联络员）已领办", timeout=SOON)


def test_when_the_stream_breaks_the_board_goes_on_asking(district: World, streams: Streams, looks: Opens) -> None:
    page = looks(district.villager)
    is_live(page)
    streams.stop()
    polls(page)
    lamp = district.offered(at=now())
    expect(card(page, lamp)).to_be_visible(timeout=SOON)


def test_who_taps_too_late_reads_who_was_quicker(district: World, looks: Opens) -> None:
    lamp = district.offered(at=now())
    page = looks(officer(district), "phone")
    page.route("**/board/cards/", lambda route: route.abort())
    claim(lamp, unit=district.east, by=district.villager, at=now())
    card(page, lamp).get_by_role("button", name="我来办").click()
    expect(card(page, lamp)).to_contain_text("抢先领办此件", timeout=SOON)


def test_without_scripts_one_tap_claims_and_leads_to_the_case(district: World, looks: Opens) -> None:
    lamp = district.offered(at=now())
    page = looks(district.villager, "phone", java_script_enabled=False)
    card(page, lamp).get_by_role("button", name="我来办").click()
    page.wait_for_url(f"**/cases/{lamp.number}/")
    assert Case.objects.get(pk=lamp.pk).person == district.villager


def test_the_ring_runs_out_in_the_colour_of_danger(district: World, looks: Opens) -> None:
    lamp = district.offered(at=now() - timedelta(minutes=13))
    ring = card(looks(district.villager), lamp).locator("[data-ring]")
    expect(ring).to_have_class("hy-claim__ring hy-claim__ring--red")
    before = ring.locator("text").text_content()
    expect(ring.locator("text")).not_to_have_text(before or "", timeout=SOON)


def test_the_sound_is_a_choice_that_is_remembered(district: World, looks: Opens) -> None:
    page = looks(district.villager, "phone")
    sound = page.get_by_role("button", name="来单响铃")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    page.reload()
    expect(page.get_by_role("button", name="来单响铃")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize(
    "address",
    ["/board/", "/board/figures/", "/board/figures/cases/?which=claimed", "/dispatch/", "/dispatch/?tab=offered"],
)
def test_everybody_can_read_and_reach_everything(
    district: World, looks: Opens, address: str, size: str, theme: str
) -> None:
    district.offered(at=now(), urgent=True)
    claim(district.offered(at=now()), unit=district.east, by=district.villager, at=now())
    accept(waiting := district.lamp(at=now(), matter=None), by=KEEPER, at=now())
    page = looks(district.dispatcher, size, address, theme=theme)
    assert waiting.pk
    found = faults(page)
    assert found == [], "\n".join(found)
    assert sideways(page) == 0


def test_the_queue_is_worked_by_keyboard_alone(district: World, looks: Opens) -> None:
    first, second = district.lamp(at=now()), district.lamp(at=now())
    for case in (first, second):
        accept(case, by=KEEPER, at=now())
    page = looks(district.dispatcher, address="/dispatch/")
    page.locator(".hy-queue").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("p")
    expect(page.locator("[data-said]")).to_contain_text(f"{second.number} 已派给东村", timeout=SOON)
    page.locator(".hy-queue").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("q")
    expect(page.locator("[data-said]")).to_contain_text(f"{first.number} 已发布抢单：东村、城建办", timeout=SOON)


def test_letters_typed_into_a_field_send_nothing(district: World, looks: Opens) -> None:
    accept(lamp := district.lamp(at=now()), by=KEEPER, at=now())
    page = looks(district.dispatcher, address="/dispatch/")
    page.get_by_placeholder("编号、地点、内容里的词").press_sequentially("pq")
    assert Case.objects.get(pk=lamp.pk).stage == "waiting"


def test_two_clicks_send_it_once(district: World, looks: Opens) -> None:
    accept(lamp := district.lamp(at=now()), by=KEEPER, at=now())
    page = looks(district.dispatcher, address="/dispatch/")
    page.locator("[data-key]").get_by_role("button", name="派单", exact=True).dblclick()
    expect(page.locator("[data-said]")).to_contain_text("已派给东村", timeout=SOON)
    assert lamp.entries.filter(deed="assigned").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("act", ["assign", "offer", "put-to-leader", "ask-inquiry", "sort", "correct", "inquire"])
def test_every_act_of_dispatch_can_be_read_and_reached(
    district: World, looks: Opens, act: str, size: str, theme: str
) -> None:
    accept(lamp := district.lamp(at=now(), matter=None), by=KEEPER, at=now())
    if act == "inquire":
        ask_inquiry(lamp, of=district.east, by=district.dispatcher, at=now())
    page = looks(district.dispatcher, size, f"/work/{lamp.number}/{act}/", theme=theme)
    found = faults(page)
    assert found == [], "\n".join(found)
    assert sideways(page) == 0


def test_a_leader_rules_on_the_phone_and_the_list_gains_a_line(district: World, looks: Opens) -> None:
    accept(cats := district.lamp(at=now(), matter=None, text="楼上养了二十只猫"), by=KEEPER, at=now())
    put_to_leader(cats, by=district.dispatcher, at=now())
    page = looks(district.leader, "phone", f"/cases/{cats.number}/")
    form = page.locator("form", has=page.get_by_role("button", name="指定承办单位"))
    form.get_by_label("其他单位的名称").fill("城建办")
    form.get_by_label("指定的理由").fill("城建办牵头，公安配合")
    form.get_by_label("同时列入事项清单").fill("饲养动物扰民")
    assert faults(page) == []
    form.get_by_role("button", name="指定承办单位").click()
    expect(page.locator("[data-said]").first).to_contain_text("已指定城建办承办", timeout=SOON)
    assert Matter.objects.get(name="饲养动物扰民").units.get().unit == district.office


def test_names_are_proposed_while_one_types(district: World, looks: Opens) -> None:
    accept(lamp := district.lamp(at=now()), by=KEEPER, at=now())
    page = looks(district.dispatcher, address=f"/work/{lamp.number}/assign/")
    page.get_by_label("其他单位的名称").press_sequentially("建")
    expect(page.locator("datalist option")).to_have_count(1, timeout=SOON)
    assert page.locator("datalist option").get_attribute("value") == "城建办"


def test_another_unit_is_chosen_by_touch_and_a_suggestion_takes_it_back(district: World, looks: Opens) -> None:
    accept(lamp := district.lamp(at=now()), by=KEEPER, at=now())
    page = looks(district.dispatcher, "phone", f"/work/{lamp.number}/assign/")
    other, name = page.get_by_label("其他单位", exact=False).first, page.get_by_label("其他单位的名称")
    name.fill("城建办")
    expect(other).to_be_checked()
    page.get_by_label("东村").check()
    expect(name).to_have_value("")
    other.check()
    expect(name).to_be_focused()
    name.press_sequentially("城建办")
    page.get_by_role("button", name="派单").click()
    expect(page.locator("[data-said]").first).to_contain_text("已派给城建办", timeout=SOON)


def row(page: Page, case: Case):
    return page.locator(f'[data-key="{case.number}"]')


def waits(world: World) -> Case:
    """One more in the queue of the dispatcher."""
    accept(lamp := world.lamp(at=now()), by=KEEPER, at=now())
    return lamp


def test_a_new_case_is_told_of_in_the_queue_and_comes_when_it_is_asked_for(
    district: World, streams: Streams, looks: Opens
) -> None:
    first = waits(district)
    page = looks(district.dispatcher, address="/dispatch/")
    expect(page.locator("[data-fresh-state]")).to_have_text("实时", timeout=SOON)
    second = waits(district)
    news = page.get_by_role("button", name="1 件新到")
    expect(news).to_be_visible(timeout=SOON)
    expect(page).to_have_title("(1) 派单台 · 呼应")
    expect(row(page, second)).to_have_count(0)
    before = row(page, first).bounding_box()["y"]
    assert faults(page) == []
    news.click()
    expect(row(page, second)).to_be_visible(timeout=SOON)
    expect(news).to_be_hidden()
    assert row(page, first).bounding_box()["y"] == before


def test_a_row_that_somebody_is_at_work_in_stays_as_it_is(district: World, streams: Streams, looks: Opens) -> None:
    mine, other = waits(district), waits(district)
    page = looks(district.dispatcher, address="/dispatch/")
    expect(page.locator("[data-fresh-state]")).to_have_text("实时", timeout=SOON)
    row(page, mine).locator("summary").click()
    page.keyboard.press("Tab")
    held = page.evaluate("document.activeElement.textContent.trim()")
    for case in (other, mine):  # somebody else sends them off
        assign(case, to=district.east, by=district.dispatcher, at=now())
    expect(row(page, other)).to_have_class("hy-fresh__left", timeout=SOON)
    expect(row(page, other).get_by_role("button", name="派单")).to_have_count(0)
    expect(row(page, mine).locator("details")).to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.textContent.trim()") == held
    expect(page.locator("#queue-tabs a").first).to_contain_text("0", timeout=SOON)


def test_without_streams_the_queue_asks_by_itself_and_an_empty_one_fills(district: World, looks: Opens) -> None:
    page = looks(district.dispatcher, address="/dispatch/")
    expect(page.locator("[data-fresh-state]")).to_have_text("每 15 秒刷新", timeout=SOON)
    lamp = waits(district)
    expect(row(page, lamp)).to_be_visible(timeout=2 * SOON)


def test_the_callback_desk_hears_of_a_new_call(district: World, streams: Streams, looks: Opens) -> None:
    page = looks(district.person(Role.CALLER, district.centre, "小回"), address="/callbacks/")
    expect(page.locator("[data-fresh-state]")).to_have_text("实时", timeout=SOON)
    lamp = replied(district, district.assigned(now() - timedelta(hours=2)))
    expect(row(page, lamp)).to_be_visible(timeout=SOON)
