"""Done is a claim by the unit; solved is said by the resident."""

from datetime import timedelta

import pytest
from django.db import transaction

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.proof import verify
from huying.case.who import RESIDENT
from huying.directory.models import Person, Post
from huying.directory.roles import Role
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.evaluation.call_back import Attempt, call_back
from huying.steps.evaluation.dispute import dispute
from huying.steps.evaluation.rate import rate
from huying.steps.evaluation.reopen import reopen
from huying.steps.evaluation.review import order_again, uphold_result
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.handling.contact import contact
from huying.steps.handling.handle import How, Result, handle
from huying.steps.reply.reply import reply
from tests.world import NINE, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GOOD = Answers(True, Solved.YES, Satisfied.YES, Satisfied.BASICALLY)
BAD = Answers(True, Solved.NO, Satisfied.YES, Satisfied.NO, reason="还有三盏不亮")
REPLY = "村口九盏路灯的线路已于9月25日换好，当晚全部亮了，孩子放学走夜路安全了。"


def answered(world: World, case: Case, at: object = NINE) -> Case:
    """From the unit's hands to the resident's answer."""
    handle(case, result=Result(How.SOLVED, "换了九盏灯的线路", basis="维修单"), by=world.villager, at=at)  # type: ignore[arg-type]
    report(case, by=world.villager, at=at)  # type: ignore[arg-type]
    approve(case, by=world.leader, at=at)  # type: ignore[arg-type]
    reply(case, words=REPLY, by=world.villager, at=at)  # type: ignore[arg-type]
    return case


@pytest.fixture
def lamp(world: World) -> Case:
    return answered(world, world.assigned())


@pytest.fixture
def caller(world: World) -> Person:
    return world.person(Role.CALLER, world.centre)


def test_a_satisfied_resident_closes_the_case(lamp: Case) -> None:
    rate(lamp, answers=GOOD, channel="link", by=RESIDENT, at=NINE + HOUR)
    assert (lamp.stage, lamp.outcome, lamp.ended_at) == ("closed", "closed", NINE + HOUR)
    assert lamp.deadlines.get(kind=Clock.CALLBACK).kept
    assert verify().clean


def test_basically_is_an_answer_of_its_own_and_no_no(lamp: Case) -> None:
    rate(
        lamp,
        answers=Answers(True, Solved.BASICALLY, Satisfied.BASICALLY, Satisfied.BASICALLY),
        channel="link",
        by=RESIDENT,
        at=NINE,
    )
    assert lamp.stage == "closed"
    assert lamp.entries.get(deed="rated").facts["solved"] == "basically"


def test_not_solved_begins_another_round_with_its_own_clock(lamp: Case) -> None:
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=NINE + HOUR)
    assert (lamp.stage, lamp.round) == ("working", 2)
    assert lamp.deadlines.get(kind=Clock.HANDLING, round=2).opened_at == NINE + HOUR


def test_a_no_needs_a_word_of_why(lamp: Case) -> None:
    with pytest.raises(ledger.Refused, match="哪里"):
        rate(lamp, answers=Answers(True, Solved.NO, Satisfied.NO, Satisfied.NO), channel="link", by=RESIDENT, at=NINE)


def test_refused_a_second_time_it_goes_to_the_unit_above(world: World, lamp: Case) -> None:
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=NINE)
    answered(world, lamp)
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=NINE)
    assert lamp.stage == "review"
    assert Case.objects.seen_by(world.leader, at=NINE).filter(pk=lamp.pk).exists()


def test_the_reviewer_is_nobody_who_had_a_hand_in_it(world: World, lamp: Case) -> None:
    test_refused_a_second_time_it_goes_to_the_unit_above(world, lamp)
    with pytest.raises(ledger.Forbidden):
        order_again(lamp, reason="再修", by=world.leader, at=NINE)
    other = world.person(Role.MAIN_LEADER, world.town)
    order_again(lamp, reason="三盏仍不亮，由城建办再修", by=other, at=NINE)
    assert (lamp.stage, lamp.round) == ("working", 3)


def test_a_dispute_that_fails_wins_the_unit_no_time(world: World, lamp: Case) -> None:
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=NINE)
    due = lamp.deadlines.get(kind=Clock.HANDLING, round=2).due_at
    dispute(lamp, reason="九盏都亮，有照片", by=world.villager, at=NINE + HOUR)
    order_again(lamp, reason="现场看仍有三盏不亮", by=world.person(Role.SUPERVISOR, world.centre), at=NINE + 9 * HOUR)
    row = lamp.deadlines.get(kind=Clock.HANDLING, round=2)
    assert (lamp.stage, lamp.round, row.due_at, row.ended_at) == ("working", 2, due, None)
    with pytest.raises(ledger.Refused, match="已经提请"):
        dispute(lamp, reason="再看一次", by=world.villager, at=NINE + 10 * HOUR)


def test_a_dispute_before_any_rating_is_refused(world: World) -> None:
    with pytest.raises(ledger.Refused, match="还没有评价"):
        dispute(world.assigned(), reason="不服", by=world.villager, at=NINE)


def test_a_result_upheld_closes_the_case(world: World, lamp: Case) -> None:
    rate(lamp, answers=BAD, channel="link", by=RESIDENT, at=NINE)
    dispute(lamp, reason="九盏都亮，有照片", by=world.villager, at=NINE)
    uphold_result(lamp, reason="到场看过，九盏都亮", by=world.person(Role.SUPERVISOR, world.centre), at=NINE)
    assert lamp.stage == "closed"


def test_whoever_handled_it_never_calls_back(world: World, lamp: Case) -> None:
    both = world.person(Role.CALLER, world.centre, "also")
    world_lamp = world.assigned()
    contact(world_lamp, reached=True, words="已通话", by=world.villager, at=NINE)
    Post.objects.create(person=world.villager, unit=world.centre, role=Role.CALLER)
    answered(world, world_lamp)
    with pytest.raises(ledger.Forbidden, match="办理过"):
        rate(world_lamp, answers=GOOD, channel="phone", by=Person.objects.get(pk=world.villager.pk), at=NINE)
    rate(world_lamp, answers=GOOD, channel="phone", by=both, at=NINE)


def test_three_calls_on_three_half_days_and_the_case_is_closed_unreached(lamp: Case, caller: Person) -> None:
    call_back(lamp, attempt=Attempt.NO_ANSWER, by=caller, at=NINE)
    with pytest.raises(ledger.Refused, match="半天"):
        call_back(lamp, attempt=Attempt.NO_ANSWER, by=caller, at=NINE + HOUR)
    call_back(lamp, attempt=Attempt.NO_ANSWER, by=caller, at=NINE + 6 * HOUR)
    assert lamp.stage == "awaiting"
    call_back(lamp, attempt=Attempt.NO_ANSWER, by=caller, at=NINE + DAY)
    assert lamp.stage == "closed"
    assert lamp.entries.latest("seq").facts["unreached"] == "no_answer"


@pytest.mark.parametrize("attempt", [Attempt.REFUSED, Attempt.WRONG_NUMBER, Attempt.CANNOT])
def test_who_cannot_be_called_is_not_called_again(lamp: Case, caller: Person, attempt: Attempt) -> None:
    call_back(lamp, attempt=attempt, by=caller, at=NINE)
    assert lamp.stage == "closed"


@pytest.mark.parametrize(("days", "again"), [(14, True), (16, False)])
def test_a_closed_case_is_reopened_only_while_the_right_runs(lamp: Case, days: int, again: bool) -> None:
    rate(lamp, answers=GOOD, channel="link", by=RESIDENT, at=NINE)
    if again:
        reopen(lamp, reason="又不亮了", by=RESIDENT, at=NINE + days * DAY)
        assert (lamp.stage, lamp.round, lamp.outcome, lamp.ended_at) == ("working", 2, "", None)
    else:
        with pytest.raises(ledger.Refused, match="期限已过"):
            reopen(lamp, reason="又不亮了", by=RESIDENT, at=NINE + days * DAY)


def test_a_reply_to_a_withdrawn_case_is_refused(world: World) -> None:
    lamp = world.assigned()
    with transaction.atomic():
        ledger.write(lamp, "withdrawn", by=RESIDENT, at=NINE)
    with pytest.raises(ledger.Refused, match="已撤回"):
        reply(lamp, words=REPLY, by=world.villager, at=NINE)


def test_two_people_with_the_same_link_rate_once(lamp: Case) -> None:
    other = Case.objects.select_related("unit").get(pk=lamp.pk)
    rate(lamp, answers=GOOD, channel="link", by=RESIDENT, at=NINE)
    with pytest.raises(ledger.Refused):
        rate(other, answers=BAD, channel="link", by=RESIDENT, at=NINE)
    assert lamp.entries.filter(deed="rated").count() == 1
