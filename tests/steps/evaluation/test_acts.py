"""What stands on the page of a case under evaluation: disputing, ruling, taking up again, each for whom it is."""

from collections.abc import Callable

import pytest
from django.test import Client

from huying.case.models import Case
from huying.case.who import RESIDENT
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.evaluation.dispute import dispute
from huying.steps.evaluation.rate import rate
from tests.world import World

GOOD = Answers(True, Solved.YES, Satisfied.YES, Satisfied.YES)
BAD = Answers(True, Solved.NO, Satisfied.YES, Satisfied.NO, reason="还有三盏不亮")
Offered = Callable[[Person, Case], set[str]]


@pytest.fixture
def offered(client: Client) -> Offered:
    """offered(person, case) · the acts that stand on the page of the case."""

    def look(person: Person, case: Case) -> set[str]:
        client.force_login(person)
        answer = client.get(f"/cases/{case.number}/")
        assert answer.status_code == 200
        shown = answer.content.decode()
        return {
            name
            for name in ("dispute", "uphold-result", "order-again", "reopen")
            if f"/work/{case.number}/{name}/" in shown
        }

    return look


def send(client: Client, person: Person, case: Case, name: str, reason: str = "到场看过") -> int:
    client.force_login(person)
    given = {"reason": reason, "idempotency_key": f"{name}-{'k' * 20}"}
    return client.post(f"/work/{case.number}/{name}/", given).status_code


def test_the_unit_may_dispute_what_the_resident_refused(
    world: World, lamp: Case, offered: Offered, client: Client
) -> None:
    assert offered(world.villager, lamp) == set()
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=now())
    assert offered(world.villager, lamp) == {"dispute"}
    assert send(client, world.villager, lamp, "dispute", "九盏都亮，有照片") == 302
    assert Case.objects.get(pk=lamp.pk).stage == "review"


def test_a_judge_without_a_hand_in_it_rules(world: World, lamp: Case, offered: Offered, client: Client) -> None:
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=now())
    dispute(lamp, reason="九盏都亮", by=world.villager, at=now())
    judge = world.person(Role.MAIN_LEADER, world.town)
    assert offered(world.leader, lamp) == set(), "this leader checked the result"
    assert offered(world.person(Role.CALLER, world.centre), lamp) == set()
    assert offered(judge, lamp) == {"uphold-result", "order-again"}
    assert send(client, world.person(Role.CALLER, world.centre), lamp, "order-again") == 403
    assert send(client, judge, lamp, "uphold-result", "") == 422
    assert send(client, judge, lamp, "uphold-result") == 302
    assert Case.objects.get(pk=lamp.pk).outcome == "closed"


def test_ordered_again_the_round_runs_on(world: World, lamp: Case, client: Client) -> None:
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=now())
    dispute(lamp, reason="九盏都亮", by=world.villager, at=now())
    assert send(client, world.person(Role.SUPERVISOR, world.centre), lamp, "order-again") == 302
    again = Case.objects.get(pk=lamp.pk)
    assert (again.stage, again.round) == ("working", 2)


def test_a_caller_takes_a_closed_case_up_again(
    world: World, lamp: Case, caller: Person, offered: Offered, client: Client
) -> None:
    assert "reopen" not in offered(caller, lamp)
    rate(lamp, answers=GOOD, channel="link", by=RESIDENT, at=now())
    assert offered(caller, lamp) == {"reopen"}
    assert "reopen" not in offered(world.villager, lamp)
    assert send(client, caller, lamp, "reopen", "来电说又不亮了") == 302
    assert Case.objects.get(pk=lamp.pk).round == 2
