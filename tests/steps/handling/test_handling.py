"""In the hands of the unit: contact, visit, measure, more time, one level up, and the result with proof."""

from datetime import timedelta

import pytest
from django.db import transaction

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.directory.roles import Role
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.feedback.send_back import send_back
from huying.steps.handling.ask_extension import ask_extension
from huying.steps.handling.commit import commit
from huying.steps.handling.contact import contact
from huying.steps.handling.entrust import entrust
from huying.steps.handling.escalate import escalate
from huying.steps.handling.extend import extend, refuse_extension
from huying.steps.handling.handle import How, Result, handle
from huying.steps.handling.keep_commitment import keep_commitment
from huying.steps.handling.measure import measure
from huying.steps.handling.progress import progress
from huying.steps.handling.visit import Visit, visit
from tests.world import NINE, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DONE = Result(How.SOLVED, "换了九盏灯的线路", basis="维修单")


@pytest.fixture
def lamp(world: World) -> Case:
    return world.assigned()


def running(case: Case) -> set[str]:
    return set(case.deadlines.filter(ended_at=None).values_list("kind", flat=True))


def test_only_a_resident_who_was_reached_ends_the_clock_of_contact(world: World, lamp: Case) -> None:
    contact(lamp, reached=False, words="无人接听", by=world.villager, at=NINE)
    assert Clock.CONTACT in running(lamp)
    contact(lamp, reached=True, words="约好下午看现场", by=world.villager, at=NINE)
    assert Clock.CONTACT not in running(lamp)


def test_a_visit_says_when_it_happened_and_the_door_when_it_was_told(world: World, lamp: Case) -> None:
    visit(lamp, seen=Visit("九盏全黑", met=2, place="村口", happened_at=NINE), by=world.villager, at=NINE + 5 * HOUR)
    line = lamp.entries.get(deed="visited")
    assert (line.happened_at, line.at, line.facts["met"]) == (NINE, NINE + 5 * HOUR, 2)


def test_the_tarpaulin_now_and_the_roof_by_a_date(world: World, lamp: Case) -> None:
    measure(lamp, words="先盖油布，月底前修屋面", until=NINE + 30 * DAY, by=world.villager, at=NINE)
    row = lamp.deadlines.get(kind=Clock.COMMITMENT)
    assert row.due_at == NINE + 30 * DAY
    keep_commitment(lamp, of=row.seq, words="屋面已修", by=world.villager, at=NINE + 9 * DAY)
    assert lamp.deadlines.get(kind=Clock.COMMITMENT).kept


def test_of_two_promises_only_the_one_named_is_kept(world: World, lamp: Case) -> None:
    commit(lamp, words="村里付款", until=NINE + 10 * DAY, whose="东村村委会", by=world.villager, at=NINE)
    commit(lamp, words="修好围墙", until=NINE + 20 * DAY, by=world.villager, at=NINE)
    first, second = lamp.deadlines.filter(kind=Clock.COMMITMENT).order_by("seq")
    keep_commitment(lamp, of=first.seq, words="已付", by=world.villager, at=NINE + DAY)
    second.refresh_from_db()
    assert second.ended_at is None
    with pytest.raises(ledger.Refused, match="已经兑现"):
        keep_commitment(lamp, of=first.seq, words="已付", by=world.villager, at=NINE + DAY)


def test_a_promise_for_yesterday_is_refused(world: World, lamp: Case) -> None:
    with pytest.raises(ledger.Refused, match="晚于现在"):
        commit(lamp, words="修好", until=NINE - DAY, by=world.villager, at=NINE)


def test_more_time_is_asked_before_the_end_and_ruled_by_a_leader(world: World, lamp: Case) -> None:
    until = NINE + 20 * DAY
    ask_extension(lamp, until=until, reason="等配件", by=world.villager, at=NINE + HOUR)
    with pytest.raises(ledger.Refused, match="已有一份"):
        ask_extension(lamp, until=until, reason="等配件", by=world.villager, at=NINE + HOUR)
    extend(lamp, by=world.leader, at=NINE + 2 * HOUR)
    assert lamp.deadlines.get(kind=Clock.HANDLING).due_at == until
    assert Clock.EXTENSION not in running(lamp)


def test_more_time_asked_too_late_is_refused(world: World, lamp: Case) -> None:
    due = lamp.deadlines.get(kind=Clock.HANDLING).due_at
    with pytest.raises(ledger.Refused, match="到期之前"):
        ask_extension(lamp, until=due + DAY, reason="等配件", by=world.villager, at=due)


def test_more_time_must_be_more(world: World, lamp: Case) -> None:
    with pytest.raises(ledger.Refused, match="晚于现在的办理时限"):
        ask_extension(lamp, until=NINE + HOUR, reason="等配件", by=world.villager, at=NINE)


def test_an_extension_refused_leaves_the_clock_as_it_was(world: World, lamp: Case) -> None:
    due = lamp.deadlines.get(kind=Clock.HANDLING).due_at
    ask_extension(lamp, until=due + DAY, reason="等配件", by=world.villager, at=NINE)
    refuse_extension(lamp, reason="镇里有备件", by=world.leader, at=NINE)
    assert lamp.deadlines.get(kind=Clock.HANDLING).due_at == due


@pytest.mark.parametrize("leave", ["handled", "given_back", "escalated"])
def test_a_request_for_time_ends_with_the_work_it_was_for(world: World, lamp: Case, leave: str) -> None:
    """Nobody has to rule any more, and nobody's clock of ruling runs out over it."""
    ask_extension(lamp, until=NINE + 20 * DAY, reason="等配件", by=world.villager, at=NINE)
    with transaction.atomic():
        ledger.write(lamp, leave, by=world.villager, at=NINE + HOUR, words="已换好")
    row = lamp.deadlines.get(kind=Clock.EXTENSION)
    assert (row.ended_at, row.kept, row.next_at) == (NINE + HOUR, False, None)
    with pytest.raises(ledger.Refused, match="没有待审批"):
        extend(lamp, by=world.leader, at=NINE + HOUR)


def test_who_takes_over_is_not_late_with_a_contact_that_was_made(world: World, lamp: Case) -> None:
    contact(lamp, reached=True, words="已联系", by=world.villager, at=NINE + HOUR)
    with transaction.atomic():
        ledger.write(lamp, "given_back", by=world.villager, at=NINE + 2 * HOUR, words="不属于本村")
        ledger.write(lamp, "assigned", by=world.dispatcher, to=world.west, at=NINE + 3 * DAY)
    row = lamp.deadlines.get(kind=Clock.CONTACT)
    assert (row.ended_at, row.kept) == (NINE + HOUR, True)
    assert Clock.CONTACT not in running(lamp)
    assert Clock.HANDLING in running(lamp)


def test_a_contact_that_nobody_made_runs_on_for_who_takes_over(world: World, lamp: Case) -> None:
    """Moving on buys no time (HOUSE law 5)."""
    due = lamp.deadlines.get(kind=Clock.CONTACT).due_at
    with transaction.atomic():
        ledger.write(lamp, "given_back", by=world.villager, at=NINE + 2 * HOUR, words="不属于本村")
        ledger.write(lamp, "assigned", by=world.dispatcher, to=world.west, at=NINE + 3 * HOUR)
    row = lamp.deadlines.get(kind=Clock.CONTACT)
    assert (row.ended_at, row.due_at) == (None, due)


def test_nobody_rules_on_time_that_nobody_asked_for(world: World, lamp: Case) -> None:
    with pytest.raises(ledger.Refused, match="没有待审批"):
        extend(lamp, by=world.leader, at=NINE)


def test_what_exceeds_ones_powers_goes_up_and_the_limit_runs_on(world: World, lamp: Case) -> None:
    due = lamp.deadlines.get(kind=Clock.HANDLING).due_at
    lamp.level = "village"
    escalate(lamp, reason="线路属供电所", by=world.villager, at=NINE)
    row = lamp.deadlines.get(kind=Clock.HANDLING)
    assert (lamp.stage, lamp.level, lamp.unit, row.due_at, row.ended_at) == ("raised", "town", world.east, due, None)


def test_there_is_nothing_above_the_highest_level(world: World, lamp: Case) -> None:
    lamp.level = "city"
    with pytest.raises(ledger.Refused, match="最高"):
        escalate(lamp, reason="难", by=world.villager, at=NINE)


def test_one_person_of_the_unit_answers_for_the_case(world: World, lamp: Case) -> None:
    cadre = world.person(Role.CADRE, world.east)
    entrust(lamp, to=cadre, by=world.villager, at=NINE)
    assert Case.objects.get(pk=lamp.pk).person == cadre
    with pytest.raises(ledger.Refused, match="承办单位的人"):
        entrust(lamp, to=world.neighbour, by=world.villager, at=NINE)


def test_a_result_without_proof_is_refused(world: World, lamp: Case) -> None:
    with pytest.raises(ledger.Refused, match="照片"):
        handle(lamp, result=Result(How.SOLVED, "修好了"), by=world.villager, at=NINE)


def test_half_a_result_needs_a_date_for_the_rest(world: World, lamp: Case) -> None:
    half = Result(How.PARTLY, "先亮四盏", basis="维修单")
    with pytest.raises(ledger.Refused, match="承诺期限"):
        handle(lamp, result=half, by=world.villager, at=NINE)
    commit(lamp, words="其余五盏", until=NINE + 5 * DAY, by=world.villager, at=NINE)
    handle(lamp, result=half, by=world.villager, at=NINE)
    assert lamp.stage == "handled"


def test_nobody_approves_what_they_did_themselves(world: World, lamp: Case) -> None:
    head = world.person(Role.UNIT_LEADER, world.east)
    handle(lamp, result=DONE, by=head, at=NINE)
    report(lamp, by=head, at=NINE)
    with pytest.raises(ledger.Forbidden, match="他人审核"):
        approve(lamp, by=head, at=NINE)
    approve(lamp, by=world.leader, at=NINE)
    assert lamp.step == "reply"


def test_what_is_sent_back_comes_with_a_reason(world: World, lamp: Case) -> None:
    handle(lamp, result=DONE, by=world.villager, at=NINE)
    report(lamp, by=world.villager, at=NINE)
    with pytest.raises(ledger.Refused, match="原因"):
        send_back(lamp, reason="", by=world.leader, at=NINE)
    send_back(lamp, reason="照片看不清", by=world.leader, at=NINE)
    assert lamp.stage == "working"


AGAIN = "同样的内容"


def test_the_same_words_a_moment_later_are_no_second_visit(world: World, lamp: Case) -> None:
    """The page was loaded anew and sent again: a visit that nobody made would be counted."""
    visit(lamp, seen=Visit("进屋看了"), by=world.villager, at=NINE)
    with pytest.raises(ledger.Refused, match=AGAIN):
        visit(lamp, seen=Visit(" 进屋看了 ", met=3), by=world.villager, at=NINE + timedelta(minutes=9))
    assert lamp.entries.filter(deed="visited").count() == 1


def test_other_words_another_person_or_a_later_hour_are_a_deed_of_their_own(world: World, lamp: Case) -> None:
    colleague = world.person(Role.CADRE, world.east)
    for seen, by, at in [
        ("进屋看了", world.villager, NINE),
        ("又看了一处", world.villager, NINE),
        ("进屋看了", colleague, NINE),
        ("进屋看了", world.villager, NINE + timedelta(minutes=11)),
    ]:
        visit(lamp, seen=Visit(seen), by=by, at=at)
    assert lamp.entries.filter(deed="visited").count() == 4


def test_contact_and_progress_are_told_once_as_well(world: World, lamp: Case) -> None:
    contact(lamp, reached=True, words="约好下午看", by=world.villager, at=NINE)
    progress(lamp, words="配件明天到", by=world.villager, at=NINE)
    with pytest.raises(ledger.Refused, match=AGAIN):
        contact(lamp, reached=True, words="约好下午看", by=world.villager, at=NINE)
    with pytest.raises(ledger.Refused, match=AGAIN):
        progress(lamp, words="配件明天到", by=world.villager, at=NINE)
