"""诉求人评价 · by the link: rated once, a "no" goes on, and a closed case is taken up again while the right runs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huying.case.models import Case
from huying.case.proof import verify
from huying.case.who import RESIDENT
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.evaluation.call_back import Attempt, call_back
from huying.steps.intake.withdraw import withdraw
from tests.site.entrance import later
from tests.steps.evaluation.conftest import BAD, GOOD, KEY, OTHER, link, replied
from tests.steps.intake.conftest import at_most
from tests.world import World


def send(client: Client, code: str, answers: dict[str, str], key: str = KEY, way: str = "rate") -> Any:
    return client.post(f"/track/{code}/{way}/", answers | {"idempotency_key": key})


def page(client: Client, code: str) -> str:
    answer = client.get(f"/track/{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_card_stands_above_the_course_when_the_case_awaits_its_resident(client: Client, lamp: Case) -> None:
    shown = page(client, link(lamp))
    assert shown.index("您满意吗？") < shown.index("办理经过</h2>")
    assert "前没有评价的，我们会打电话回访" in shown


def test_nothing_is_asked_while_the_unit_still_works(client: Client, world: World) -> None:
    assert "您满意吗" not in page(client, link(world.assigned()))


def test_nothing_is_chosen_beforehand(client: Client, lamp: Case) -> None:
    assert "checked" not in page(client, link(lamp))


def test_a_satisfied_resident_closes_the_case_and_reads_until_when_it_may_be_taken_up(
    client: Client, lamp: Case
) -> None:
    code = link(lamp)
    answer = send(client, code, GOOD)
    assert (answer.status_code, answer.url) == (302, f"/track/{code}/")
    shown = page(client, code)
    assert "谢谢您的评价，此件办结。" in shown
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d 前可以在这里要求重新办理", shown)
    rated = lamp.entries.get(deed="rated")
    assert (rated.voice, rated.facts["channel"], rated.facts["result"]) == ("resident", "link", "basically")
    assert verify().clean


def test_not_solved_begins_another_round_and_says_by_when(client: Client, lamp: Case) -> None:
    code = link(lamp)
    send(client, code, BAD)
    assert (fresh(lamp).stage, fresh(lamp).round) == ("working", 2)
    shown = page(client, code)
    assert "这是第 2 次" in shown
    assert "办完再请您评价" in shown


def test_refused_a_second_time_the_resident_reads_that_somebody_higher_looks(
    client: Client, world: World, lamp: Case
) -> None:
    code = link(lamp)
    send(client, code, BAD)
    replied(world, fresh(lamp))
    send(client, code, BAD, OTHER)
    assert fresh(lamp).stage == "review"
    assert "正由上一级复核" in page(client, code)


def test_sent_twice_is_once(client: Client, lamp: Case) -> None:
    code = link(lamp)
    first, second = send(client, code, BAD), send(client, code, BAD)
    assert (first.status_code, second.status_code) == (302, 302)
    assert lamp.entries.filter(deed="rated").count() == 1


def test_the_second_of_two_people_with_one_link_hears_that_it_was_rated(client: Client, lamp: Case) -> None:
    code = link(lamp)
    send(client, code, GOOD)
    answer = send(client, code, BAD, OTHER)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "已经评价过了，不用再评" in shown
    assert BAD["reason"] in shown.split("<details")[0]
    assert re.search(rf"<textarea[^>]*>\s*{BAD['reason']}", shown), "the reason stands where a new round is asked for"
    assert (fresh(lamp).stage, lamp.entries.filter(deed="rated").count()) == ("closed", 1)


def test_after_a_first_no_the_second_person_reads_that_it_is_being_done_again(client: Client, lamp: Case) -> None:
    """One rating a round counts (RULES §4): the second is not recorded, and what was written stays on the page."""
    code = link(lamp)
    send(client, code, BAD)
    answer = send(client, code, BAD | {"reason": "我也不满意"}, OTHER)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "已经评价过了，不用再评" in shown
    assert "我也不满意" in shown
    assert (fresh(lamp).round, lamp.entries.filter(deed="rated").count()) == (2, 1)


def test_a_rating_after_the_calls_were_given_up_is_told_what_can_still_be_done(
    client: Client, world: World, lamp: Case
) -> None:
    """Nobody was reached, the case was closed without a rating: the words go into the request for a new round."""
    code = link(lamp)
    call_back(lamp, attempt=Attempt.REFUSED, by=world.person(Role.CALLER, world.centre), at=lamp.arrived_at)
    answer = send(client, code, BAD)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "已经结束（已办结），不再收评价" in shown
    assert BAD["reason"] in shown
    assert send(client, code, {"reason": BAD["reason"]}, OTHER, "reopen").status_code == 302
    assert fresh(lamp).round == 2


def test_a_rating_sent_before_the_reply_is_told_to_wait(client: Client, world: World) -> None:
    case = world.assigned()
    answer = send(client, link(case), GOOD)
    assert answer.status_code == 422
    assert "办完会请您评价" in answer.content.decode()


def test_a_rating_of_a_case_that_was_withdrawn_is_refused_in_words(client: Client, world: World) -> None:
    case = world.assigned()
    withdraw(case, by=RESIDENT, at=now(), reason="自己修好了")
    answer = send(client, link(case), GOOD)
    assert (answer.status_code, "已经结束（已撤回）" in answer.content.decode()) == (422, True)


def test_a_no_without_a_word_of_why_comes_back_with_everything_chosen(client: Client, lamp: Case) -> None:
    answer = send(client, link(lamp), BAD | {"reason": " "})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "请写一句哪里没解决" in shown
    assert shown.count("checked") == 4
    assert fresh(lamp).stage == "awaiting"


@pytest.mark.parametrize("gone", ["contacted", "solved", "service", "result"])
def test_every_question_has_to_be_answered(client: Client, lamp: Case, gone: str) -> None:
    answer = send(client, link(lamp), GOOD | {gone: ""})
    assert answer.status_code == 422
    assert "请选一项" in answer.content.decode()


def test_nonsense_among_the_answers_is_refused(client: Client, lamp: Case) -> None:
    assert send(client, link(lamp), GOOD | {"solved": "maybe\0"}).status_code == 422


@pytest.mark.parametrize("way", ["rate", "reopen"])
def test_a_wrong_link_rates_nothing(client: Client, lamp: Case, way: str) -> None:
    link(lamp)
    assert send(client, f"{lamp.pk}-{'b' * 24}", GOOD, way=way).status_code == 404
    assert fresh(lamp).stage == "awaiting"


def test_a_closed_case_is_taken_up_again_with_a_reason(client: Client, lamp: Case) -> None:
    code = link(lamp)
    send(client, code, GOOD)
    assert send(client, code, {"reason": ""}, OTHER, "reopen").status_code == 422
    assert send(client, code, {"reason": "又不亮了"}, OTHER, "reopen").status_code == 302
    assert (fresh(lamp).stage, fresh(lamp).round) == ("working", 2)


def test_after_the_right_has_lapsed_the_page_says_until_when_it_was(
    client: Client, lamp: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = link(lamp)
    send(client, code, GOOD)
    later(monkeypatch, timedelta(days=16))
    assert "为止，已经过了；又有问题，请再反映一件" in page(client, code)
    answer = send(client, code, {"reason": "又不亮了"}, OTHER, "reopen")
    assert answer.status_code == 422
    assert "期限已过" in answer.content.decode()


def test_whom_nobody_reached_reads_so(client: Client, world: World, lamp: Case) -> None:
    call_back(lamp, attempt=Attempt.WRONG_NUMBER, by=world.person(Role.CALLER, world.centre), at=lamp.arrived_at)
    assert "没有联系上您，此件先办结" in page(client, link(lamp))


def test_the_page_of_progress_asks_no_more_than_two_questions_more_of_the_database(client: Client, lamp: Case) -> None:
    code = link(lamp)
    with at_most(11):
        client.get(f"/track/{code}/")
