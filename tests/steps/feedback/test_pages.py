"""A leader checks the result through the page: approves, or sends it back with a reason; nobody checks his own."""

from typing import Any

import pytest
from django.test import Client

from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.handling.finish import finish
from huying.steps.handling.handle import How, Result, handle
from tests.world import World

DONE = Result(How.SOLVED, "换了线路", basis="维修单")


@pytest.fixture
def reported(world: World) -> Case:
    lamp, at = world.assigned(now()), now()
    finish(lamp, result=DONE, by=world.villager, at=at)
    return lamp


def sent(client: Client, by: Person, case: Case, name: str, **given: Any) -> Any:
    client.force_login(by)
    return client.post(f"/work/{case.number}/{name}/", {"version": case.version} | given)


def stage(case: Case) -> str:
    return Case.objects.get(pk=case.pk).stage


def test_what_was_handled_alone_is_reported(client: Client, world: World) -> None:
    lamp, at = world.assigned(now()), now()
    handle(lamp, result=DONE, by=world.villager, at=at)
    assert sent(client, world.villager, lamp, "report", words="请审核").status_code == 302
    assert stage(lamp) == "reported"


def test_the_leader_approves(client: Client, world: World, reported: Case) -> None:
    assert sent(client, world.leader, reported, "approve").status_code == 302
    assert stage(reported) == "due"


def test_the_leader_sends_it_back_with_a_reason(client: Client, world: World, reported: Case) -> None:
    assert sent(client, world.leader, reported, "send-back").status_code == 422
    assert sent(client, world.leader, reported, "send-back", reason="补处置后照片").status_code == 302
    assert stage(reported) == "working"


def test_a_liaison_approves_nothing(client: Client, world: World, reported: Case) -> None:
    assert sent(client, world.villager, reported, "approve").status_code == 403


def test_a_leader_who_did_it_is_not_the_one_who_checks_it(client: Client, world: World) -> None:
    boss, lamp, at = world.person(Role.UNIT_LEADER, world.east), world.assigned(now()), now()
    finish(lamp, result=DONE, by=boss, at=at)
    answer = sent(client, boss, lamp, "approve")
    assert answer.status_code == 403
    assert "由他人审核" in answer.content.decode()


def test_two_leaders_at_once_and_one_of_them_hears_of_it(client: Client, world: World, reported: Case) -> None:
    assert sent(client, world.leader, reported, "approve").status_code == 302
    other = world.person(Role.MAIN_LEADER, world.town)
    answer = sent(client, other, reported, "send-back", reason="再补一张照片")
    assert answer.status_code in (409, 422)
    assert "再补一张照片" in answer.content.decode()


def test_the_same_approval_sent_twice_is_one(client: Client, world: World, reported: Case) -> None:
    for _ in range(2):
        assert sent(client, world.leader, reported, "approve", idempotency_key="k" * 20).status_code == 302
    assert reported.entries.filter(deed="approved").count() == 1
