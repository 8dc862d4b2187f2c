"""回访台 · the nearest due first, never one's own, the phone on record, three tries on three half-days."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline
from huying.case.who import RESIDENT
from huying.directory.models import Act, Person, Post, What
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.evaluation.desk.queue import queue
from huying.steps.evaluation.rate import rate
from tests.steps.evaluation.conftest import BAD, GOOD, KEY, OTHER, replied
from tests.steps.intake.conftest import at_most
from tests.world import NINE, World

PHONE = "13800001234"
YES = Answers(True, Solved.YES, Satisfied.YES, Satisfied.YES)
NO = Answers(True, Solved.NO, Satisfied.YES, Satisfied.NO, reason="还有三盏不亮")
NOBODY = {"attempt": "no_answer"}


def send(client: Client, case: Case, given: dict[str, str], more: str = "", key: str = KEY) -> Any:
    return client.post(f"/callbacks/{case.number}/{more}", given | {"idempotency_key": key})


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/callbacks/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_nearest_due_comes_first(desk: Client, awaiting: Callable[[], Case]) -> None:
    late, early = awaiting(), awaiting()
    Deadline.objects.filter(case=late, kind=Clock.CALLBACK).update(due_at=now() + timedelta(days=3))
    Deadline.objects.filter(case=early, kind=Clock.CALLBACK).update(due_at=now() + timedelta(days=1))
    shown = listed(desk)
    assert shown.index(early.number) < shown.index(late.number)


def test_whoever_handled_it_does_not_find_it_and_may_not_call(
    client: Client, world: World, awaiting: Callable[[], Case]
) -> None:
    Post.objects.create(person=world.villager, unit=world.centre, role=Role.CALLER)
    case = awaiting()
    client.force_login(Person.objects.get(pk=world.villager.pk))
    assert case.number not in listed(client)
    assert client.get(f"/callbacks/{case.number}/").status_code == 403
    assert send(client, case, GOOD).status_code == 403
    assert client.post(f"/callbacks/{case.number}/phone/").status_code == 403
    assert not case.entries.filter(deed="revealed").exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CALLER])
def test_nobody_else_opens_the_desk(client: Client, world: World, lamp: Case, role: Role) -> None:
    client.force_login(world.person(role, world.centre))
    assert client.get("/callbacks/").status_code == 403
    assert send(client, lamp, GOOD).status_code == 403


def test_the_number_is_shown_once_and_the_look_is_on_record(desk: Client, caller: Person, lamp: Case) -> None:
    assert PHONE not in desk.get(f"/callbacks/{lamp.number}/").content.decode()
    assert PHONE in desk.post(f"/callbacks/{lamp.number}/phone/").content.decode()
    look = lamp.entries.get(deed="revealed")
    assert lamp.words.get(seq=look.seq).text == "回访"
    act = Act.objects.get(what=What.REVEALED)
    assert (act.by, act.subject, act.words) == (caller, lamp.number, "回访")


def test_good_answers_close_the_case(desk: Client, caller: Person, lamp: Case) -> None:
    answer = send(desk, lamp, GOOD)
    assert (answer.status_code, answer.url) == (302, "/callbacks/")
    assert "已记下，此件办结" in listed(desk)
    assert (fresh(lamp).stage, lamp.entries.get(deed="rated").by) == ("closed", caller)


def test_a_no_on_the_phone_goes_back_to_the_unit(desk: Client, lamp: Case) -> None:
    send(desk, lamp, BAD)
    assert (fresh(lamp).stage, fresh(lamp).round) == ("working", 2)
    assert "退回东村重新办理，第 2 次" in listed(desk)


def test_a_no_without_a_reason_stays_on_the_page(desk: Client, lamp: Case) -> None:
    answer = send(desk, lamp, BAD | {"reason": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == 4


def test_nobody_answered_waits_for_the_next_half_day(desk: Client, lamp: Case) -> None:
    send(desk, lamp, NOBODY, "attempt/")
    assert lamp.number not in listed(desk).replace(f"{lamp.number} 已记下", "")
    later = listed(desk, "?later=1")
    assert lamp.number in later
    assert "无人接听" in later


def test_a_second_try_in_the_same_half_day_is_refused_in_words(desk: Client, lamp: Case) -> None:
    send(desk, lamp, NOBODY, "attempt/")
    answer = send(desk, lamp, NOBODY, "attempt/", OTHER)
    assert answer.status_code == 422
    assert "这半天已经打过" in answer.content.decode()


def test_the_same_form_sent_twice_is_one_try(desk: Client, lamp: Case) -> None:
    assert [send(desk, lamp, NOBODY, "attempt/").status_code for _ in range(2)] == [302, 302]
    assert lamp.entries.filter(deed="called_back").count() == 1


@pytest.mark.parametrize("hours, wait", [(0, "下午再打"), (6, "明天上午再打")])
def test_it_says_when_to_try_again(world: World, caller: Person, hours: int, wait: str) -> None:
    from huying.steps.evaluation.call_back import Attempt, call_back

    case, at = _awaiting_at_nine(world), NINE + timedelta(hours=hours)
    call_back(case, attempt=Attempt.NO_ANSWER, by=caller, at=at)
    found = queue(caller, {"later": "1"}, at=at + timedelta(minutes=5))
    assert [call.wait for call in found.calls] == [wait]
    assert queue(caller, {}, at=at + timedelta(days=1)).now == 1


@pytest.mark.parametrize("attempt", ["refused", "wrong_number", "cannot"])
def test_whoever_cannot_be_asked_is_asked_no_more(desk: Client, lamp: Case, attempt: str) -> None:
    send(desk, lamp, {"attempt": attempt}, "attempt/")
    assert fresh(lamp).stage == "closed"
    assert lamp.entries.latest("seq").facts["unreached"] == attempt


def test_rated_by_link_meanwhile_the_call_is_refused_in_words(desk: Client, lamp: Case) -> None:
    rate(fresh(lamp), answers=YES, channel="link", by=RESIDENT, at=now())
    answer = send(desk, lamp, BAD)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "已办结" in shown
    assert BAD["reason"] in shown
    assert lamp.entries.filter(deed="rated").count() == 1


@pytest.mark.parametrize("rounds", [1, 2], ids=["begun again", "under review"])
def test_a_call_that_failed_closes_nothing_that_was_rated_meanwhile(
    desk: Client, world: World, lamp: Case, rounds: int
) -> None:
    """The resident said no by the link while the telephone rang: "refused" on the phone must not close the case."""
    for number in range(1, rounds + 1):
        rate(fresh(lamp), answers=NO, channel="link", by=RESIDENT, at=now())
        if number < rounds:
            replied(world, fresh(lamp))
    before = fresh(lamp)
    answer = desk.post(f"/callbacks/{lamp.number}/attempt/", {"attempt": "refused", "words": "不想说"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "已不在等回访" in shown
    assert "不想说" in shown
    assert (fresh(lamp).stage, fresh(lamp).round) == (before.stage, before.round)
    assert not lamp.entries.filter(deed="called_back").exists()


def test_a_case_without_a_phone_says_so(desk: Client, world: World) -> None:
    case = replied(world, _assigned(world, phone=""))
    assert "没有留电话" in listed(desk)
    assert "没有留电话" in desk.get(f"/callbacks/{case.number}/").content.decode()


def test_a_long_list_goes_on_by_key(desk: Client, caller: Person, awaiting: Callable[[], Case]) -> None:
    numbers = {awaiting().number for _ in range(23)}
    first = queue(caller, {}, at=now())
    second = queue(caller, {"before": first.older}, at=now())
    back = queue(caller, {"after": second.newer}, at=now())
    assert {call.case.number for call in (*first.calls, *second.calls)} == numbers
    assert [call.case.pk for call in back.calls] == [call.case.pk for call in first.calls]


def test_a_page_of_calls_asks_the_database_eight_times_at_most(desk: Client, awaiting: Callable[[], Case]) -> None:
    for _ in range(5):
        awaiting()
    listed(desk)
    with at_most(8):
        listed(desk)


def test_one_call_asks_the_database_eight_times_at_most(desk: Client, lamp: Case) -> None:
    desk.get(f"/callbacks/{lamp.number}/")
    with at_most(8):
        desk.get(f"/callbacks/{lamp.number}/")


def _assigned(world: World, **more: Any) -> Case:
    return world.assigned(now() - timedelta(hours=2), **more)


def _awaiting_at_nine(world: World) -> Case:
    from huying.steps.feedback.approve import approve
    from huying.steps.feedback.report import report
    from huying.steps.handling.handle import How, Result, handle
    from huying.steps.reply.reply import reply
    from tests.steps.evaluation.conftest import REPLY

    case = world.assigned()
    handle(case, result=Result(How.SOLVED, "换了灯", basis="维修单"), by=world.villager, at=NINE)
    report(case, by=world.villager, at=NINE)
    approve(case, by=world.leader, at=NINE)
    reply(case, words=REPLY, by=world.villager, at=NINE)
    return case
