"""What the tests of evaluation may ask for: a case that awaits its resident, the link to it, somebody signed in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huying.case import tracking
from huying.case.models import Case
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.handling.handle import How, Result, handle
from huying.steps.reply.reply import reply
from tests.world import World

SECRET = "a" * 24
REPLY = "村口九盏路灯的线路已换好，当晚全部亮了，孩子放学走夜路安全了。"
GOOD = {"contacted": "yes", "solved": "yes", "service": "yes", "result": "basically"}
BAD = {"contacted": "no", "solved": "no", "service": "yes", "result": "no", "reason": "还有三盏不亮"}
KEY, OTHER = "k" * 32, "m" * 32


def replied(world: World, case: Case) -> Case:
    """From the unit's hands to the resident's answer, an hour ago."""
    at = now() - timedelta(hours=1)
    handle(case, result=Result(How.SOLVED, "换了九盏灯的线路", basis="维修单"), by=world.villager, at=at)
    report(case, by=world.villager, at=at)
    approve(case, by=world.leader, at=at)
    reply(case, words=REPLY, by=world.villager, at=at)
    return case


def link(case: Case) -> str:
    """The code of a link that opens the case."""
    Case.objects.filter(pk=case.pk).update(secret=tracking.digest_of(SECRET))
    return tracking.code_of(case.pk, SECRET)


@pytest.fixture
def awaiting(world: World) -> Callable[[], Case]:
    """awaiting() · a lamp, handled and answered."""
    return lambda: replied(world, world.assigned(now() - timedelta(hours=2)))


@pytest.fixture
def lamp(awaiting: Callable[[], Case]) -> Case:
    return awaiting()


@pytest.fixture
def caller(world: World) -> Person:
    return world.person(Role.CALLER, world.centre)


@pytest.fixture
def desk(client: Client, caller: Person) -> Client:
    """The browser of somebody who calls back."""
    client.force_login(caller)
    return client
