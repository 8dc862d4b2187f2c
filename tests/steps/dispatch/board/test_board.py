"""抢单大厅 · one's own boards, one tap, and who won."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from huying.case.models import Case
from huying.directory.models import Person, Post
from huying.directory.roles import Role
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.board.cards import READ
from huying.steps.dispatch.board.wall import hung, wall
from huying.steps.dispatch.claim import claim
from tests.steps.dispatch.conftest import LATER, Reads, SetClock, counted
from tests.world import NINE, World

NUMBERS = re.compile(r'data-card="([\d-]+)" data-state="(\w+)"')


def hangs(client: Client, address: str = "/board/") -> list[tuple[str, str]]:
    return NUMBERS.findall(client.get(address).content.decode())


def officer(world: World) -> Person:
    return world.person(Role.LIAISON, world.office)


def test_what_was_offered_to_ones_own_unit_hangs_on_the_board(world: World, reads: Reads) -> None:
    lamp = world.offered()
    assert hangs(reads(world.villager)) == [(lamp.number, "open")]
    assert hangs(reads(officer(world))) == [(lamp.number, "open")]


def test_what_was_offered_to_others_does_not(world: World, reads: Reads) -> None:
    world.offered()
    assert hangs(reads(world.neighbour)) == []


def test_a_unit_that_merely_sees_a_case_has_it_not_on_its_board(world: World, reads: Reads) -> None:
    lamp = world.offered()
    lamp.shares.create(jurisdiction=lamp.jurisdiction, unit=world.west, tie="copied")
    assert hangs(reads(world.neighbour)) == []


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SUPERVISOR, Role.LEADER])
def test_the_desk_and_the_leaders_look_on(world: World, reads: Reads, role: Role) -> None:
    lamp = world.offered()
    page = reads(world.person(role, world.town)).get("/board/").content.decode()
    assert NUMBERS.findall(page) == [(lamp.number, "open")]
    assert "hy-board--watch" in page
    assert 'id="claim"' not in page


def test_the_callback_desk_has_no_board(world: World, reads: Reads) -> None:
    assert reads(world.person(Role.CALLER, world.centre)).get("/board/").status_code == 403


def test_the_one_with_the_least_time_left_comes_first(world: World, reads: Reads) -> None:
    second, first = world.offered(at=NINE + timedelta(minutes=2)), world.offered(at=NINE)
    assert [number for number, _state in hangs(reads(world.villager))] == [first.number, second.number]


def test_no_card_shows_a_telephone_number(world: World, reads: Reads) -> None:
    world.offered(text="路灯不亮，请打13800001234联系。详情见13900005678。", place="张三家13700001111")
    page = reads(world.villager).get("/board/").content.decode()
    assert not re.search(r"1[3-9]\d{9}", page)
    assert "138****1234" in page


def test_a_number_is_hidden_even_where_the_excerpt_is_cut(world: World, reads: Reads) -> None:
    for length in range(55, 75):
        world.offered(text="灯。" + "很" * length + "13800001234", title="灯")
    page = reads(world.villager).get("/board/").content.decode()
    assert not re.search(r"1380\d", page)
    assert READ > 75


def test_one_tap_claims_for_ones_unit(world: World, reads: Reads) -> None:
    lamp = world.offered()
    answer = reads(world.villager).post("/board/claim/", {"number": lamp.number})
    lamp.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{lamp.number}/")
    assert (lamp.stage, lamp.unit, lamp.person) == ("working", world.east, world.villager)


def test_a_script_gets_the_card_back_with_the_way_to_the_case(world: World, reads: Reads) -> None:
    lamp = world.offered()
    answer = reads(world.villager).post("/board/claim/", {"number": lamp.number}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'data-state="taken"' in answer.content.decode()
    assert "去办理" in answer.content.decode()


def test_the_loser_is_told_who_won_on_the_card_itself(world: World, reads: Reads) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    answer = reads(officer(world)).post("/board/claim/", {"number": lamp.number}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "东村（接诉即办联络员）已于 09:03:00 抢先领办此件" in answer.content.decode()


def test_without_a_script_the_loser_reads_it_on_a_page(world: World, reads: Reads) -> None:
    lamp = world.offered()
    claim(lamp, unit=world.east, by=world.villager, at=LATER)
    answer = reads(officer(world)).post("/board/claim/", {"number": lamp.number})
    assert answer.status_code == 409
    assert "抢先领办" in answer.content.decode()


def test_too_late_is_said_in_words(world: World, reads: Reads, it_is: SetClock) -> None:
    lamp, client = world.offered(), reads(world.villager)
    it_is(NINE + timedelta(minutes=16))
    answer = client.post("/board/claim/", {"number": lamp.number}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "已于 09:15:00 截止" in answer.content.decode()


def test_a_case_on_anothers_board_is_not_there(world: World, reads: Reads) -> None:
    lamp = world.offered()
    assert reads(world.neighbour).post("/board/claim/", {"number": lamp.number}).status_code == 404


@pytest.mark.parametrize("number", ["", "abc", "20260925-999999", "99999999999999999999-1", "20260101-000001"])
def test_a_number_that_is_none_is_not_there(world: World, reads: Reads, number: str) -> None:
    world.offered()
    assert reads(world.villager).post("/board/claim/", {"number": number}).status_code == 404


def test_whoever_works_for_two_units_says_for_which(world: World, reads: Reads) -> None:
    lamp = world.offered()
    Post.objects.create(person=world.villager, unit=world.office, role=Role.STAFF)
    client = reads(world.villager)
    assert "以哪个单位抢单" in client.get("/board/").content.decode()
    client.post("/board/claim/", {"number": lamp.number, "unit": world.office.pk})
    lamp.refresh_from_db()
    assert lamp.unit == world.office


def test_a_unit_that_is_not_ones_own_is_passed_over(world: World, reads: Reads) -> None:
    lamp = world.offered()
    reads(world.villager).post("/board/claim/", {"number": lamp.number, "unit": world.office.pk})
    lamp.refresh_from_db()
    assert lamp.unit == world.east


def test_what_was_taken_stays_to_be_seen_for_ten_minutes(world: World, reads: Reads, it_is: SetClock) -> None:
    lamp, client = world.offered(), reads(officer(world))
    claim(lamp, unit=world.east, by=world.villager, at=NINE + timedelta(minutes=2, seconds=5))
    page = client.get("/board/").content.decode()
    assert NUMBERS.findall(page) == [(lamp.number, "taken")]
    assert "东村（接诉即办联络员）已领办，用时 2 分 05 秒" in page
    it_is(NINE + timedelta(minutes=13))
    assert hangs(client) == []


def test_a_case_that_was_never_offered_is_on_no_board(world: World, reads: Reads) -> None:
    world.assigned(at=LATER)
    assert hangs(reads(world.villager)) == []


@pytest.mark.parametrize(
    ("by", "said"), [("dispatcher", "已由派单员派给城建办"), ("keeper", "无人抢单，已按规则派给城建办")]
)
def test_a_card_that_went_another_way_says_which(world: World, by: str, said: str) -> None:
    from huying.case.who import KEEPER

    lamp = world.offered()
    assign(lamp, to=world.office, by=KEEPER if by == "keeper" else world.dispatcher, at=LATER)
    (one,) = hung([lamp.pk])
    assert (one.card.state, one.card.said, one.boards) == ("gone", said, {world.east.pk, world.office.pk})


def test_reports_hang_nowhere_even_if_somebody_hung_them_up(world: World) -> None:
    lamp = world.offered()
    Case.objects.filter(pk=lamp.pk).update(kind="report")
    assert hung([lamp.pk]) == []
    assert wall(world.dispatcher, at=LATER) == []


def test_the_cards_alone_say_up_to_which_line_they_were_read(world: World, reads: Reads) -> None:
    lamp = world.offered()
    page = reads(world.villager).get("/board/cards/").content.decode()
    assert f'data-line="{lamp.entries.latest("pk").pk}"' in page
    assert "<html" not in page


def test_asking_for_the_cards_keeps_nobody_signed_in(world: World, reads: Reads, it_is: SetClock) -> None:
    client = reads(world.villager)
    client.get("/board/")
    for minutes in (10, 20, 31):
        it_is(LATER + timedelta(minutes=minutes))
        answer = client.get("/board/cards/", headers={"X-Unattended": "1", "HX-Request": "true"})
    assert answer.status_code == 401


@pytest.mark.parametrize("address", ["/board/", "/board/cards/"])
@pytest.mark.parametrize("role", [Role.LIAISON, Role.UNIT_LEADER, Role.DISPATCHER])
def test_a_board_is_few_statements_however_many_cards(world: World, reads: Reads, address: str, role: Role) -> None:
    for minute in range(6):
        world.offered(at=NINE + timedelta(seconds=minute))
    claim(world.offered(), unit=world.east, by=world.villager, at=LATER)
    client = reads(world.person(role, world.east))
    client.get(address)
    with counted() as ran:
        client.get(address)
    assert len(ran) <= 8, "\n".join(ran)
