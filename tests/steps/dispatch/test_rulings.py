"""裁定异议 · by dispatcher or leader, with a reason, and the clock never stops."""

from datetime import timedelta

import pytest

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.directory.models import Post
from huying.directory.roles import Role
from huying.steps.dispatch.reject_objection import reject_objection
from huying.steps.dispatch.uphold_objection import uphold_objection
from huying.steps.handling.give_back import give_back
from huying.steps.handling.object_to import object_to
from tests.world import NINE, World

LATER = NINE + timedelta(minutes=3)
RULED = NINE + timedelta(hours=1)


@pytest.fixture
def disputed(world: World) -> Case:
    lamp = world.assigned()
    object_to(lamp, by=world.villager, reason="灯杆在省道上", proof="养护界线图", at=LATER)
    return lamp


def test_upheld_it_goes_back_to_the_dispatcher_and_the_unit_answers_meanwhile(world: World, disputed: Case) -> None:
    uphold_objection(disputed, by=world.dispatcher, reason="确属公路段", at=RULED)
    assert (disputed.step, disputed.stage, disputed.unit) == ("dispatch", "returned", world.east)
    assert disputed.deadlines.get(kind=Clock.RULING).kept


def test_rejected_the_unit_goes_on_and_may_not_give_back(world: World, disputed: Case) -> None:
    reject_objection(disputed, by=world.leader, reason="在村内道路", at=RULED)
    assert (disputed.stage, disputed.appointed) == ("working", True)
    with pytest.raises(ledger.Refused, match="裁定指定"):
        give_back(disputed, by=world.villager, reason="仍不服", at=RULED)


@pytest.mark.parametrize("rule", [uphold_objection, reject_objection])
def test_the_limit_runs_on_through_the_dispute(world: World, disputed: Case, rule) -> None:
    due = disputed.deadlines.get(kind=Clock.HANDLING).due_at
    rule(disputed, by=world.dispatcher, reason="裁定", at=RULED)
    row = disputed.deadlines.get(kind=Clock.HANDLING)
    assert (row.due_at, row.ended_at) == (due, None)


@pytest.mark.parametrize("rule", [uphold_objection, reject_objection])
def test_a_ruling_needs_a_reason(world: World, disputed: Case, rule) -> None:
    with pytest.raises(ledger.Refused, match="理由"):
        rule(disputed, by=world.dispatcher, reason=" ", at=RULED)


@pytest.mark.parametrize("rule", [uphold_objection, reject_objection])
def test_the_unit_does_not_rule_on_its_own_objection(world: World, disputed: Case, rule) -> None:
    with pytest.raises(ledger.Forbidden):
        rule(disputed, by=world.person(Role.UNIT_LEADER, world.east), reason="裁定", at=RULED)


def test_nor_does_the_one_who_raised_it_under_another_post(world: World, disputed: Case) -> None:
    Post.objects.create(person=world.villager, unit=world.centre, role=Role.DISPATCHER)
    with pytest.raises(ledger.Refused, match="不能裁定自己的异议"):
        uphold_objection(disputed, by=world.villager, reason="裁定", at=RULED)


def test_what_is_not_disputed_is_not_ruled_on(world: World) -> None:
    with pytest.raises(ledger.Refused, match="办理中"):
        uphold_objection(world.assigned(), by=world.dispatcher, reason="裁定", at=RULED)
