"""My cases: what waits for me and my unit, the nearest clock first, with true totals; one case on the spot."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huying.case.models import Case, Deadline, Photo
from huying.directory.models import Act, Post, What
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.assign import assign
from huying.steps.feedback.send_back import send_back
from huying.steps.handling.commit import commit
from huying.steps.handling.finish import finish
from huying.steps.handling.handle import How, Result
from huying.steps.handling.sign_in import sign_in
from huying.steps.handling.work.listing import SIZE, sheet
from tests.steps.handling.conftest import at_most, deeds, photo
from tests.world import World

DONE = Result(How.SOLVED, "换了线路", basis="维修单")


def listed(client: Client, by: Any, **query: str) -> str:
    client.force_login(by)
    return client.get("/work/", query).content.decode()


def waiting(by: Any, chosen: str = "") -> list[int]:
    return [case.pk for case in sheet(by, chosen, before="", after="", at=now()).cases]


def totals(by: Any) -> dict[str, int]:
    return {tab.name: tab.total for tab in sheet(by, "", before="", after="", at=now()).tabs}


def test_a_case_of_my_unit_waits_to_be_signed_in(client: Client, world: World) -> None:
    lamp = world.assigned(now())
    page = listed(client, world.villager)
    assert lamp.title in page
    assert "签收" in page
    assert f"/work/{lamp.number}/sign-in/" in page


def test_two_touches_on_the_list_sign_it_in_once(client: Client, world: World) -> None:
    lamp = world.assigned(now())
    page = listed(client, world.villager)
    key = re.search(r'name="idempotency_key" value="(sign-in-[^"]+)"', page)
    assert key
    for _ in range(2):
        assert client.post(f"/work/{lamp.number}/sign-in/", {"idempotency_key": key[1]}).status_code == 302
    assert deeds(lamp).count("signed_in") == 1


def test_the_asked_unit_reports_what_it_found_through_the_list(client: Client, world: World) -> None:
    lamp = world.lamp(now())
    Case.objects.filter(pk=lamp.pk).update(step="dispatch", stage="waiting")
    lamp.refresh_from_db()
    ask_inquiry(lamp, of=world.west, by=world.dispatcher, at=now())
    assert f"/work/{lamp.number}/inquire/" in listed(client, world.neighbour)
    assert client.get(f"/work/{lamp.number}/inquire/?back=list").status_code == 200


def test_a_neighbours_case_does_not_wait_for_me(client: Client, world: World) -> None:
    lamp = world.assigned(now())
    assert lamp.title not in listed(client, world.neighbour)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DISPATCHER, Role.CALLER, Role.SYSTEM_ADMIN])
def test_the_door_is_not_for_others(client: Client, world: World, role: Role) -> None:
    client.force_login(world.person(role, world.centre))
    assert client.get("/work/").status_code == 403


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.CADRE, Role.STAFF, Role.LIAISON, Role.UNIT_LEADER])
def test_everybody_in_the_field_has_the_list(world: World, role: Role) -> None:
    lamp = world.assigned(now())
    assert waiting(world.person(role, world.east)) == [lamp.pk]


def test_the_nearest_clock_comes_first_and_no_clock_comes_last(world: World) -> None:
    first, second, third = (world.assigned(now()) for _ in range(3))
    Deadline.objects.filter(case=third, ended_at=None).update(due_at=now() - timedelta(hours=1))
    Deadline.objects.filter(case=first, ended_at=None).update(ended_at=now())
    assert waiting(world.villager) == [third.pk, second.pk, first.pk]


def test_totals_are_true_and_lead_to_what_they_count(world: World) -> None:
    signed, unsigned = world.assigned(now()), world.assigned(now())
    sign_in(signed, by=world.villager, at=now())
    assert totals(world.villager) == {"": 2, "sign": 1, "contact": 2, "handle": 2}
    assert waiting(world.villager, "sign") == [unsigned.pk]
    assert waiting(world.villager, "no-such-thing") == waiting(world.villager)


def test_what_i_answer_for_can_be_seen_alone(world: World) -> None:
    mine, _other = world.assigned(now()), world.assigned(now())
    Case.objects.filter(pk=mine.pk).update(person=world.villager)
    assert waiting(world.villager, "me") == [mine.pk]


def test_a_result_waits_for_the_leader_and_no_longer_for_the_unit(world: World) -> None:
    lamp = world.assigned(now())
    finish(lamp, result=DONE, by=world.villager, at=now())
    assert waiting(world.villager) == []
    assert waiting(world.leader, "check") == [lamp.pk]


def test_what_was_sent_back_says_so(client: Client, world: World) -> None:
    lamp = world.assigned(now())
    finish(lamp, result=DONE, by=world.villager, at=now())
    send_back(lamp, reason="补照片", by=world.leader, at=now())
    assert waiting(world.villager, "back") == [lamp.pk]
    assert "退回补办" in listed(client, world.villager)


def test_a_promise_waits_until_it_is_kept_whatever_became_of_the_case(world: World) -> None:
    lamp = world.assigned(now())
    commit(lamp, words="月底换线", until=now() + timedelta(days=9), by=world.villager, at=now())
    Case.objects.filter(pk=lamp.pk).update(stage="closed", step="evaluation", outcome="closed")
    assert waiting(world.villager, "promise") == [lamp.pk]


def test_a_look_on_the_spot_waits_for_the_unit_that_was_asked(world: World) -> None:
    lamp = world.lamp(now())
    Case.objects.filter(pk=lamp.pk).update(step="dispatch", stage="waiting")
    lamp.refresh_from_db()
    ask_inquiry(lamp, of=world.west, by=world.dispatcher, at=now())
    assert waiting(world.neighbour, "look") == [lamp.pk]
    assert waiting(world.villager) == []


def test_pages_go_on_by_key_and_back(world: World) -> None:
    made = [world.assigned(now()).pk for _ in range(SIZE + 3)]
    first = sheet(world.villager, "", before="", after="", at=now())
    second = sheet(world.villager, "", before=first.older, after="", at=now())
    assert [case.pk for case in [*first.cases, *second.cases]] == made
    assert (first.newer, second.older) == ("", "")
    back = sheet(world.villager, "", before="", after=second.newer, at=now())
    assert [case.pk for case in back.cases] == [case.pk for case in first.cases]


@pytest.mark.parametrize("key", ["x", "1", "9" * 30, "1.x", "-1.2", "999999999999999999.1", "²³.1"])
def test_a_key_that_is_none_begins_at_the_beginning(client: Client, world: World, key: str) -> None:
    lamp = world.assigned(now())
    assert lamp.number in listed(client, world.villager, before=key)
    assert lamp.number in listed(client, world.villager, after=key)


def test_the_list_asks_little_of_the_database(client: Client, world: World) -> None:
    for _ in range(SIZE + 1):
        world.assigned(now())
    listed(client, world.villager)
    with at_most(8):
        client.get("/work/")


def test_of_a_unit_merged_yesterday_nothing_is_lost(world: World) -> None:
    lamp = world.lamp(now())
    Case.objects.filter(pk=lamp.pk).update(step="dispatch", stage="waiting")
    lamp.refresh_from_db()
    world.east.successor, world.east.valid_to = world.west, (now() - timedelta(days=1)).date()
    world.east.save()
    assign(lamp, to=world.east, by=world.dispatcher, at=now())
    assert waiting(world.neighbour) == [lamp.pk]


class TestTheSpot:
    def page(self, client: Client, world: World, lamp: Case) -> str:
        client.force_login(world.villager)
        return client.get(f"/work/{lamp.number}/").content.decode()

    def test_it_shows_what_is_next_and_hides_the_number(self, client: Client, world: World) -> None:
        lamp = world.assigned(now())
        page = self.page(client, world, lamp)
        for words in ("签收", "联系", "导航", "已到场", "处理中", "已办结", "申请提级", "拍处置前"):
            assert words in page
        assert "13800001234" not in page

    def test_the_number_is_shown_after_the_look_is_on_record(self, client: Client, world: World) -> None:
        lamp = world.assigned(now())
        client.force_login(world.villager)
        answer = client.post(f"/work/{lamp.number}/phone/")
        assert 'href="tel:13800001234"' in answer.content.decode()
        assert deeds(lamp)[-1] == "revealed"
        assert lamp.words.latest("seq").text == "先行联系"
        act = Act.objects.get(what=What.REVEALED)
        assert (act.by, act.subject, act.words) == (world.villager, lamp.number, "先行联系")
        assert "no-store" in answer["Cache-Control"]

    def test_a_look_by_a_link_alone_is_impossible(self, client: Client, world: World) -> None:
        lamp = world.assigned(now())
        client.force_login(world.villager)
        assert client.get(f"/work/{lamp.number}/phone/").status_code == 405
        assert "revealed" not in deeds(lamp)

    def test_a_confidential_caller_is_not_dialled(self, client: Client, world: World) -> None:
        lamp = world.assigned(now(), confidential=True)
        assert "不能联系" in self.page(client, world, lamp)
        answer = client.post(f"/work/{lamp.number}/phone/")
        assert answer.status_code == 403
        assert "13800001234" not in answer.content.decode()
        assert not Act.objects.filter(what=What.REVEALED).exists()

    def test_photos_say_before_and_after(self, client: Client, world: World, does: Callable[..., Any]) -> None:
        lamp = world.assigned(now())
        given = {"how": "solved", "words": "换了线路", "before": [photo("b.jpg")], "after": [photo("a.jpg", "red")]}
        does(world.villager, lamp, "finish", **given)
        page = self.page(client, world, lamp)
        assert "<figcaption>处置前</figcaption>" in page
        assert "<figcaption>处置后</figcaption>" in page
        assert Photo.objects.filter(case=lamp).count() == 2

    def test_a_post_that_ended_opens_nothing(self, client: Client, world: World) -> None:
        lamp = world.assigned(now())
        villager = world.villager
        Post.objects.filter(person=villager).update(valid_to=now().date() - timedelta(days=2))
        client.force_login(villager)
        assert client.get(f"/work/{lamp.number}/").status_code == 403

    @pytest.mark.parametrize("number", ["20261121-999999", "nothing", "20261121-" + "9" * 40])
    def test_a_number_that_is_none_is_not_found(self, client: Client, world: World, number: str) -> None:
        client.force_login(world.villager)
        assert client.get(f"/work/{number}/").status_code == 404
