"""自动抢单在队列里 · the row says that it rings by itself; one touch keeps it back; what rang is seen on its tab."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from huying.case.models import Case
from huying.case.who import KEEPER
from huying.directory.roles import Role
from huying.steps.dispatch.bell import Bell
from huying.steps.dispatch.queue.rows import PAGE
from huying.steps.dispatch.ring import LATELY, PAUSE
from huying.steps.intake.accept import accept
from tests.steps.dispatch.conftest import LATER, Reads, SetClock, counted
from tests.world import NINE, World

KEEP = re.compile(r'formaction="/dispatch/keep/" name="number" value="([\d-]+)"')


def accepted(world: World, **more: object) -> Case:
    lamp = world.lamp(**more)
    accept(lamp, by=world.operator, at=LATER)
    return lamp


def opened(client: Client, **query: str) -> str:
    return client.get("/dispatch/", query).content.decode()


def test_the_row_says_that_it_rings_by_itself(world: World, reads: Reads) -> None:
    lamp = accepted(world)
    page = opened(reads(world.dispatcher))
    assert "即将自动抢单" in page
    assert KEEP.findall(page) == [lamp.number]


@pytest.mark.parametrize("more", [{"matter": None}, {"area": None}, {"kind": "report"}], ids=str)
def test_what_is_not_certain_promises_nothing(world: World, reads: Reads, more: dict[str, object]) -> None:
    accepted(world, **more)
    page = opened(reads(world.dispatcher))
    assert "即将自动抢单" not in page
    assert KEEP.findall(page) == []


def test_nor_does_what_no_person_has_read(world: World, reads: Reads) -> None:
    accept(world.lamp(), by=KEEPER, at=LATER)
    assert "即将自动抢单" not in opened(reads(world.dispatcher))


def test_nor_what_has_waited_for_a_day(world: World, reads: Reads, it_is: SetClock) -> None:
    accepted(world)
    client = reads(world.dispatcher)
    it_is(LATER + LATELY)
    assert "即将自动抢单" not in opened(client)


def test_one_touch_keeps_it_back_and_leads_to_the_same_list(world: World, reads: Reads) -> None:
    lamp, client = accepted(world), reads(world.dispatcher)
    answer = client.post("/dispatch/keep/", {"number": lamp.number, "tab": "waiting", "q": "路灯"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/dispatch/?tab=waiting&q=%E8%B7%AF%E7%81%AF", 302)]
    assert f"{lamp.number} 不会自动抢单，请您派单" in page
    assert ("转人工派单" in page, KEEP.findall(page)) == (True, [])
    assert Bell().ring_new_cases(LATER + PAUSE) == 0


def test_kept_back_it_is_sent_from_the_row(world: World, reads: Reads) -> None:
    lamp, client = accepted(world), reads(world.dispatcher)
    client.post("/dispatch/keep/", {"number": lamp.number})
    client.post("/dispatch/send/", {"order": f"{lamp.number}/assign/{world.office.pk}/0"})
    assert Case.objects.get(pk=lamp.pk).unit == world.office


def test_too_late_to_keep_it_back_is_said_with_what_can_still_be_done(world: World, reads: Reads) -> None:
    lamp, client = accepted(world), reads(world.dispatcher)
    Bell().ring_new_cases(LATER + PAUSE)
    answer = client.post("/dispatch/keep/", {"number": lamp.number})
    assert (answer.status_code, "要收回，请直接派单或提请领导定责" in answer.content.decode()) == (422, True)


def test_what_rang_stands_on_the_tab_of_the_boards_and_says_so(world: World, reads: Reads) -> None:
    lamp, client = accepted(world), reads(world.dispatcher)
    by_hand = world.offered()
    Bell().ring_new_cases(LATER + PAUSE)
    assert lamp.number not in opened(client)
    page = opened(client, tab="offered")
    assert (lamp.number in page, by_hand.number in page) == (True, True)
    assert page.count("自动发布") == 2, "the world's own offer is the keeper's as well"


def test_from_the_boards_it_is_assigned_by_the_row_that_was_open_before(world: World, reads: Reads) -> None:
    lamp, client = accepted(world), reads(world.dispatcher)
    order = f"{lamp.number}/assign/{world.east.pk}/0"
    Bell().ring_new_cases(LATER + PAUSE)
    client.post("/dispatch/send/", {"order": order})
    assert (Case.objects.get(pk=lamp.pk).stage, Case.objects.get(pk=lamp.pk).unit) == ("working", world.east)


def test_the_page_of_the_case_keeps_it_back_with_a_reason(world: World, reads: Reads) -> None:
    lamp, client = accepted(world), reads(world.dispatcher)
    assert f"/work/{lamp.number}/keep-back/" in client.get(f"/cases/{lamp.number}/").content.decode()
    client.post(f"/work/{lamp.number}/keep-back/", {"reason": "先问清是哪一段路"})
    page = client.get(f"/cases/{lamp.number}/").content.decode()
    assert "先问清是哪一段路" in page
    assert f"/work/{lamp.number}/keep-back/" not in page


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR, Role.LIAISON])
def test_others_keep_nothing_back(world: World, reads: Reads, role: Role) -> None:
    lamp = accepted(world)
    assert reads(world.person(role, world.town)).post("/dispatch/keep/", {"number": lamp.number}).status_code == 403
    assert not lamp.entries.filter(deed="kept_back").exists()


@pytest.mark.parametrize("tab", ["waiting", "offered"])
def test_it_costs_the_queue_no_statement(world: World, reads: Reads, tab: str) -> None:
    for second in range(PAGE):
        accept(world.lamp(at=NINE + timedelta(seconds=second)), by=world.operator, at=LATER)
    if tab == "offered":
        Bell().ring_new_cases(LATER + PAUSE)
    client = reads(world.dispatcher)
    opened(client, tab=tab)
    with counted() as ran:
        opened(client, tab=tab)
    assert len(ran) <= 9, "\n".join(ran)
