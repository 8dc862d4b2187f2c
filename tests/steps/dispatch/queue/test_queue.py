"""派单台 · true totals, urgent first, the likeliest unit with its reasons, one click."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from huying.case.models import Case, Deadline
from huying.case.who import KEEPER
from huying.directory.models import MatterUnit
from huying.directory.roles import Role
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.inquire import inquire
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.dispatch.queue.rows import PAGE
from huying.steps.dispatch.queue.tabs import TABS, totals
from huying.steps.handling.escalate import escalate
from huying.steps.handling.give_back import give_back
from huying.steps.handling.object_to import object_to
from huying.steps.handling.sign_in import sign_in
from huying.steps.intake.accept import accept
from tests.steps.dispatch.conftest import LATER, Reads, SetClock, counted
from tests.world import NINE, World

NUMBERS = re.compile(r'<tr[^>]* data-key="([\d-]+)" data-row>')
ORDERS = re.compile(r'name="order" value="([^"]+)"')


def waiting(world: World, **more: object) -> Case:
    lamp = world.lamp(**more)
    accept(lamp, by=KEEPER, at=more.get("at", NINE))  # type: ignore[arg-type]
    return lamp


def lists(client: Client, **query: str) -> list[str]:
    return NUMBERS.findall(client.get("/dispatch/", query).content.decode())


def orders(client: Client, **query: str) -> list[str]:
    return ORDERS.findall(client.get("/dispatch/", query).content.decode())


def one_in_each(world: World) -> dict[str, Case]:
    """A case for each tab."""
    cases = {"waiting": waiting(world), "offered": world.offered()}
    cases |= {name: world.assigned() for name in ("returned", "raised", "objected", "unsigned")}
    cases["unlisted"] = waiting(world)
    give_back(cases["returned"], by=world.villager, reason="不属本村", at=LATER)
    escalate(cases["raised"], by=world.villager, reason="要动用吊车", at=LATER)
    object_to(cases["objected"], by=world.villager, reason="不属本村", proof="图", at=LATER)
    put_to_leader(cases["unlisted"], by=world.dispatcher, at=LATER)
    return cases


def test_every_case_stands_in_its_tab_and_in_no_other(world: World, reads: Reads) -> None:
    cases, client = one_in_each(world), reads(world.dispatcher)
    assert {tab.key: lists(client, tab=tab.key) for tab in TABS} == {key: [case.number] for key, case in cases.items()}


def test_the_totals_are_true(world: World) -> None:
    one_in_each(world)
    assert {key: total.all for key, total in totals(world.dispatcher, at=LATER).items()} == {tab.key: 1 for tab in TABS}


def test_totals_count_beyond_a_page(world: World, reads: Reads) -> None:
    for _ in range(PAGE + 3):
        waiting(world)
    assert totals(world.dispatcher, at=LATER)["waiting"].all == PAGE + 3
    assert len(lists(reads(world.dispatcher))) == PAGE


def test_what_is_late_is_counted_once_though_two_clocks_are_late(world: World) -> None:
    put_to_leader(waiting(world), by=world.dispatcher, at=NINE)
    assert totals(world.dispatcher, at=NINE + timedelta(days=9))["unlisted"].late == 1


def test_signed_in_it_waits_no_longer(world: World) -> None:
    lamp = world.assigned()
    assert totals(world.dispatcher, at=LATER)["unsigned"].all == 1
    sign_in(lamp, by=world.villager, at=LATER)
    assert totals(world.dispatcher, at=LATER)["unsigned"].all == 0


def test_a_leader_counts_the_own_branch_only(world: World) -> None:
    put_to_leader(waiting(world), by=world.dispatcher, at=NINE)
    stranger = world.person(Role.LEADER, world.west)
    assert totals(world.leader, at=LATER)["unlisted"].all == 1
    assert totals(stranger, at=LATER)["unlisted"].all == 0


def test_a_leader_looks_first_at_what_waits_for_a_ruling(world: World, reads: Reads) -> None:
    cases = one_in_each(world)
    page = reads(world.leader).get("/dispatch/").content.decode()
    assert NUMBERS.findall(page) == [cases["unlisted"].number]
    assert ORDERS.findall(page) == []


def test_urgent_ones_come_first_then_the_oldest(world: World, reads: Reads) -> None:
    old, young = waiting(world), waiting(world, at=LATER)
    urgent = waiting(world, at=LATER, urgent=True)
    assert lists(reads(world.dispatcher)) == [urgent.number, old.number, young.number]


def test_turning_pages_meets_every_case_once(world: World, reads: Reads) -> None:
    made = {waiting(world, urgent=number % 3 == 0).number for number in range(2 * PAGE + 5)}
    client, seen, after = reads(world.dispatcher), [], ""
    while True:
        page = client.get("/dispatch/", {"after": after}).content.decode()
        seen += NUMBERS.findall(page)
        key = re.search(r"after=([\w-]+)", page)
        if not key:
            break
        after = key[1]
    assert (len(seen), set(seen)) == (len(made), made)


def test_a_word_narrows_the_list(world: World, reads: Reads) -> None:
    waiting(world)
    cats = waiting(world, text="楼上养了二十只猫")
    client = reads(world.dispatcher)
    assert lists(client, q="二十只猫") == [cats.number]
    assert "没有符合条件的件" in client.get("/dispatch/", {"q": "没有这回事"}).content.decode()


def test_a_receipt_number_finds_its_row(world: World, reads: Reads) -> None:
    lamp = waiting(world)
    waiting(world)
    assert lists(reads(world.dispatcher), q=lamp.number) == [lamp.number]


def test_a_channel_narrows_the_list(world: World, reads: Reads) -> None:
    waiting(world)
    called = waiting(world, channel="phone")
    assert lists(reads(world.dispatcher), channel="phone") == [called.number]


def test_the_row_says_whom_the_list_names_and_why(world: World, reads: Reads) -> None:
    waiting(world)
    page = reads(world.dispatcher).get("/dispatch/").content.decode()
    assert "清单规定“路灯”由其主办" in page
    assert "把握大" in page


def test_no_row_shows_a_telephone_number(world: World, reads: Reads) -> None:
    waiting(world, text="请打13800001234联系。", title="请打13800001234", place="张三家13700001111")
    assert not re.search(r"1[3-9]\d{9}", reads(world.dispatcher).get("/dispatch/").content.decode())


def test_one_click_sends_it_to_the_likeliest_unit(world: World, reads: Reads) -> None:
    lamp, client = waiting(world), reads(world.dispatcher)
    assign, _offer = orders(client)
    assert assign == f"{lamp.number}/assign/{world.east.pk}/0"
    answer = client.post("/dispatch/send/", {"order": assign, "tab": "waiting"}, follow=True)
    lamp.refresh_from_db()
    assert (lamp.stage, lamp.unit) == ("working", world.east)
    assert f"{lamp.number} 已派给东村" in answer.content.decode()
    assert answer.redirect_chain == [("/dispatch/?tab=waiting", 302)]


def test_one_click_hangs_it_on_the_boards_that_the_list_names(world: World, reads: Reads) -> None:
    lamp, client = waiting(world), reads(world.dispatcher)
    client.post("/dispatch/send/", {"order": orders(client)[1]})
    assert lamp.entries.get(deed="offered").facts["units"] == [world.east.pk, world.office.pk]


def test_a_report_has_no_button_for_the_boards(world: World, reads: Reads) -> None:
    waiting(world, kind="report")
    assert [order.split("/")[1] for order in orders(reads(world.dispatcher))] == ["assign"]


def test_a_case_nobody_has_sorted_is_sorted_by_the_same_click(world: World, reads: Reads) -> None:
    lamp, client = waiting(world, matter=None), reads(world.dispatcher)
    page = client.get("/dispatch/").content.decode()
    assert "像是" in page
    assert "文中有“路灯”" in page
    client.post("/dispatch/send/", {"order": ORDERS.findall(page)[0]})
    lamp.refresh_from_db()
    assert (lamp.matter, lamp.unit) == (world.lamp_matter, world.east)
    assert [line.deed for line in lamp.entries.order_by("seq")][-2:] == ["sorted", "assigned"]


def test_what_the_deed_refuses_is_not_half_done(world: World, reads: Reads) -> None:
    lamp = waiting(world, matter=None, about=world.east, confidential=True)
    order = f"{lamp.number}/assign/{world.east.pk}/{world.lamp_matter.pk}"
    answer = reads(world.dispatcher).post("/dispatch/send/", {"order": order})
    lamp.refresh_from_db()
    assert (answer.status_code, lamp.matter, lamp.stage) == (422, None, "waiting")


def test_whoever_was_quicker_is_said(world: World, reads: Reads) -> None:
    lamp, client = waiting(world), reads(world.dispatcher)
    order = orders(client)[0]
    client.post("/dispatch/send/", {"order": order})
    answer = client.post("/dispatch/send/", {"order": order})
    assert answer.status_code == 422
    assert "办理中" in answer.content.decode()
    assert lamp.entries.filter(deed="assigned").count() == 1


@pytest.mark.parametrize("order", ["", "x", "20260925-000001/burn/1/0", "20260925-000001/assign/1;2/0", "a/b/c/d/e"])
def test_an_order_written_by_hand_is_refused(world: World, reads: Reads, order: str) -> None:
    assert reads(world.dispatcher).post("/dispatch/send/", {"order": order}).status_code == 422


def test_a_unit_that_is_none_is_refused(world: World, reads: Reads) -> None:
    lamp = waiting(world)
    order = f"{lamp.number}/assign/999999/0"
    assert reads(world.dispatcher).post("/dispatch/send/", {"order": order}).status_code == 422


@pytest.mark.parametrize("role", [Role.LIAISON, Role.CALLER, Role.ASSESSOR])
def test_others_have_no_queue(world: World, reads: Reads, role: Role) -> None:
    assert reads(world.person(role, world.centre)).get("/dispatch/").status_code == 403


def test_a_leader_sends_nothing_from_the_queue(world: World, reads: Reads) -> None:
    lamp = waiting(world)
    order = f"{lamp.number}/assign/{world.east.pk}/0"
    assert reads(world.leader).post("/dispatch/send/", {"order": order}).status_code == 403


def test_somebody_on_the_way_is_said_on_the_row(world: World, reads: Reads) -> None:
    lamp, client = waiting(world), reads(world.dispatcher)
    ask_inquiry(lamp, of=world.east, by=world.dispatcher, at=LATER)
    assert "核查中" in client.get("/dispatch/").content.decode()
    inquire(lamp, finding="real", words="不亮", by=world.villager, at=LATER)
    assert "已核查" in client.get("/dispatch/").content.decode()


def test_a_case_without_a_clock_is_listed_all_the_same(world: World, reads: Reads) -> None:
    lamp = waiting(world)
    Deadline.objects.filter(case=lamp, kind="dispatch").update(ended_at=NINE)
    assert lists(reads(world.dispatcher)) == [lamp.number]


def test_a_late_row_has_a_red_edge(world: World, reads: Reads, it_is: SetClock) -> None:
    waiting(world)
    client = reads(world.dispatcher)
    assert "hy-table__over" not in client.get("/dispatch/").content.decode()
    it_is(NINE + timedelta(minutes=31))
    assert "hy-table__over" in client.get("/dispatch/").content.decode()


@pytest.mark.parametrize("tab", [tab.key for tab in TABS])
def test_a_queue_is_few_statements_however_many_rows(world: World, reads: Reads, tab: str) -> None:
    for place in (world.east_area, world.west_area):
        for case in one_in_each(world).values():
            Case.objects.filter(pk=case.pk).update(area=place, confidential=True, about=world.centre)
    waiting(world, matter=None)
    MatterUnit.objects.create(matter=world.lamp_matter, level="village", unit=world.west)
    client = reads(world.dispatcher)
    client.get("/dispatch/", {"tab": tab})
    with counted() as ran:
        client.get("/dispatch/", {"tab": tab})
    assert len(ran) <= 9, "\n".join(ran)


def test_what_is_not_signed_in_comes_by_its_clock_page_by_page(world: World, reads: Reads) -> None:
    made = [world.assigned(at=NINE + timedelta(seconds=number % 7)) for number in range(PAGE + 4)]
    client = reads(world.dispatcher)
    first = client.get("/dispatch/", {"tab": "unsigned"}).content.decode()
    key = re.search(r"after=(\d+-\d+)", first)
    assert key
    seen = NUMBERS.findall(first) + lists(client, tab="unsigned", after=key[1])
    by_clock = sorted(made, key=lambda case: (case.arrived_at, case.pk))
    assert seen == [case.number for case in by_clock]


@pytest.mark.parametrize("after", ["x", "usual-", "urgent-99999999999999999999", "-", "9" * 40 + "-1", "0-0"])
@pytest.mark.parametrize("tab", ["waiting", "unsigned", "nonsense"])
def test_odd_keys_do_no_harm(world: World, reads: Reads, tab: str, after: str) -> None:
    one_in_each(world)
    assert reads(world.dispatcher).get("/dispatch/", {"tab": tab, "after": after}).status_code == 200
