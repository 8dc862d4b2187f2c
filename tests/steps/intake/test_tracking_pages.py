"""查进度 · by link or by number and phone; adding something; taking it back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from huying.case import ledger
from huying.case.models import Case, Photo
from huying.case.who import KEEPER
from huying.directory.models import Tally
from huying.directory.roles import Role
from huying.steps.dispatch.assign import assign
from huying.steps.intake.accept import accept
from tests.steps.intake.conftest import TEXT, at_most, photo
from tests.world import World

Sent = Callable[..., Any]
SECRET = "户主脾气不好"


@pytest.fixture
def code(sent: Sent) -> str:
    return str(sent().url.split("/")[2])


def only() -> Case:
    return Case.objects.get()


def page(client: Client, code: str) -> str:
    answer = client.get(f"/track/{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def with_the_office(world: World) -> Case:
    case = only()
    accept(case, by=KEEPER, at=case.arrived_at)
    assign(case, to=world.office, by=KEEPER, at=case.arrived_at)
    return case


def find(client: Client, number: str, tail: str) -> Any:
    return client.post("/track/", {"number": number, "tail": tail})


def test_the_link_shows_the_course(client: Client, code: str) -> None:
    shown = page(client, code)
    assert only().number in shown
    assert TEXT in shown
    assert "等待受理" in shown


def test_name_and_phone_are_not_shown_even_by_the_link(client: Client, code: str) -> None:
    shown = page(client, code)
    assert "张三" not in shown
    assert "1234" not in shown.replace(only().number, "")


def test_colleagues_words_are_not_shown(client: Client, code: str, world: World) -> None:
    case, officer = with_the_office(world), world.person(Role.LIAISON, world.office)
    with transaction.atomic():
        ledger.note(case, "contacted", by=officer, at=case.arrived_at, words=SECRET)
        ledger.note(case, "commented", by=world.leader, at=case.arrived_at, words=SECRET)
        ledger.note(case, "progressed", by=officer, at=case.arrived_at, words="配件明天到")
    shown = page(client, code)
    assert "由城建办办理" in shown
    assert "配件明天到" in shown
    assert SECRET not in shown


def test_no_page_of_progress_is_kept_by_a_browser(client: Client, code: str) -> None:
    assert "no-store" in client.get(f"/track/{code}/")["Cache-Control"]


@pytest.mark.parametrize("wrong", ["x", "1-" + "0" * 24, "99999999999999999999-" + "0" * 24, "1-%00"])
def test_a_wrong_link_finds_nothing(client: Client, code: str, wrong: str) -> None:
    assert client.get(f"/track/{wrong}/").status_code == 404


def test_number_and_last_four_lead_to_a_short_visit(client: Client, code: str) -> None:
    answer = find(client, only().number, "１２３４")
    assert answer.status_code == 302
    assert "1234" not in answer.url
    assert code not in answer.url
    assert TEXT in client.get(answer.url).content.decode()


def test_no_such_and_not_yours_are_told_alike(client: Client, code: str) -> None:
    answers = [
        find(client, only().number, "0000"),
        find(client, "20260925-999999", "1234"),
        find(client, "abc", "1234"),
    ]
    said = {answer.content.decode().partition("没有查到")[2][:80] for answer in answers}
    assert len(said) == 1
    assert {answer.status_code for answer in answers} == {422}


def test_guessing_at_one_number_is_stopped(client: Client, code: str) -> None:
    number = only().number
    statuses = [find(client, number, f"000{digit}").status_code for digit in range(6)]
    assert statuses == [422] * 5 + [429]
    assert find(client, number, "1234").status_code == 429


def test_guessing_from_one_address_is_stopped(client: Client, code: str) -> None:
    find(client, "20260925-000001", "0000")
    Tally.objects.update(count=60)
    assert find(client, "20260925-000002", "0000").status_code == 429


@pytest.mark.parametrize("given", [("", ""), ("20260925-000001", "12"), ("x" * 500, "1234"), ("\x00", "\x00")])
def test_what_is_no_number_is_refused_in_words(client: Client, world: World, given: tuple[str, str]) -> None:
    assert find(client, *given).status_code == 422


def test_words_and_photos_are_added(client: Client, code: str) -> None:
    answer = client.post(f"/track/{code}/add/", {"words": "昨晚又灭了两盏", "photos": photo()})
    assert answer.status_code == 302
    assert "昨晚又灭了两盏" in page(client, code)
    assert (Photo.objects.get().case, Photo.objects.get().seq) == (only(), 2)


def test_adding_the_same_twice_adds_it_once(client: Client, code: str) -> None:
    for _ in range(3):
        client.post(f"/track/{code}/add/", {"words": "又灭了", "idempotency_key": "a" * 32})
    assert only().entries.filter(deed="supplemented").count() == 1


def test_adding_nothing_is_refused_in_words(client: Client, code: str) -> None:
    answer = client.post(f"/track/{code}/add/", {"words": " "})
    assert answer.status_code == 422
    assert "请写下要补充的内容" in answer.content.decode()


def test_too_many_words_come_back(client: Client, code: str) -> None:
    answer = client.post(f"/track/{code}/add/", {"words": "灯" * 2001})
    assert answer.status_code == 422
    assert "灯" * 2001 in answer.content.decode()


def test_what_is_no_photo_does_not_cost_the_words(client: Client, code: str) -> None:
    answer = client.post(f"/track/{code}/add/", {"words": "又灭了", "photos": photo(b"nonsense")})
    assert answer.status_code == 422
    assert "又灭了" in answer.content.decode()


def test_withdrawing_asks_twice(client: Client, code: str) -> None:
    assert client.post(f"/track/{code}/withdraw/", {"reason": "自己修好了"}).status_code == 422
    assert only().stage == "received"
    assert client.post(f"/track/{code}/withdraw/", {"reason": "自己修好了", "sure": "on"}).status_code == 302
    assert only().stage == "withdrawn"
    assert "已撤回" in page(client, code)


def test_withdrawing_twice_is_one_withdrawal(client: Client, code: str) -> None:
    given = {"sure": "on", "idempotency_key": "b" * 32}
    assert [client.post(f"/track/{code}/withdraw/", given).status_code for _ in range(2)] == [302, 302]
    assert only().entries.filter(deed="withdrawn").count() == 1


def test_what_has_ended_is_neither_added_to_nor_withdrawn(client: Client, code: str) -> None:
    client.post(f"/track/{code}/withdraw/", {"sure": "on"})
    shown = page(client, code)
    assert "我要撤回" not in shown
    assert "补充情况" not in shown
    assert client.post(f"/track/{code}/add/", {"words": "又灭了"}).status_code == 422


def test_a_page_of_progress_costs_eight_statements_at_most(client: Client, code: str, world: World) -> None:
    with_the_office(world)
    page(client, code)
    with at_most(8):
        page(client, code)


def test_adding_costs_twelve_statements_at_most(client: Client, code: str) -> None:
    client.post(f"/track/{code}/add/", {"words": "一"})
    with at_most(12):
        client.post(f"/track/{code}/add/", {"words": "二"})
