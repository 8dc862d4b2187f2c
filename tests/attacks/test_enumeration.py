"""枚举与限频 · nobody learns which receipt numbers and links exist; one guesser is stopped, a village behind one address is not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.case.models import Case, Identity
from huying.case.tracking import code_of, digest_of, secret_for, visit_code
from huying.directory.models import Tally
from huying.kit.clock import now
from huying.site.middleware import OriginMiddleware
from huying.steps.intake.resident.send import MOST_OF_PHONE
from tests.site.entrance import PASSWORD, enter, later, with_password
from tests.world import World

pytestmark = pytest.mark.django_db
KEY = "f" * 32
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+|编号 [0-9a-f]{8}")
LITERAL = re.compile(r"'[^']*'|X'[0-9A-F]*'|\b\d+\b|\"s\d+_x\d+\"")


@pytest.fixture
def lamp(world: World) -> Case:
    return world.lamp(at=now(), secret=digest_of(secret_for(KEY)))


def asked(ask: Callable[[], Any]) -> tuple[Any, list[str]]:
    """The answer, and the statements it took with everything literal taken out."""
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    return answer, [LITERAL.sub("?", str(one["sql"])) for one in captured.captured_queries]


def find(number: str, tail: str, address: str = "10.1.1.1") -> HttpResponse:
    return Client(REMOTE_ADDR=address).post("/track/", {"number": number, "tail": tail})  # type: ignore[return-value]


def _blank(answer: HttpResponse, *typed: str) -> str:
    """The page without what was typed into it and without the moment and the number of the request."""
    text = MOMENT.sub("", answer.content.decode())
    for word in typed:
        text = text.replace(word, "")
    return text


@pytest.mark.parametrize("other", ["exists", "none", "wrong day", "without a phone"])
def test_a_number_answers_alike_whatever_it_names(world: World, lamp: Case, other: str) -> None:
    """Byte for byte, and statement for statement."""
    bare = world.lamp(at=now(), name="", phone="", anonymous=True)
    number = {
        "exists": lamp.number,
        "none": f"{lamp.number[:-6]}999999",
        "wrong day": f"20200101-{lamp.number[-6:]}",
        "without a phone": bare.number,
    }[other]
    for warm in range(2):
        find(lamp.number, "0000", f"10.9.9.{warm}")
    Tally.objects.all().delete()
    first, first_asked = asked(lambda: find(lamp.number, "0000", "10.1.1.1"))
    Tally.objects.all().delete()
    second, second_asked = asked(lambda: find(number, "0000", "10.1.1.2"))
    assert (first.status_code, second.status_code) == (422, 422)
    assert _blank(first, lamp.number) == _blank(second, number)
    assert first_asked == second_asked
    assert _heads(first) == _heads(second)


def _heads(answer: HttpResponse) -> dict[str, str]:
    """Without the length and the number of the request."""
    return {k: v for k, v in answer.headers.items() if k != "Content-Length" and not re.fullmatch("[0-9a-f]{8}", v)}


@pytest.mark.parametrize("door", ["/track/%s/", "/receipt/%s/", "/track/%s/photo/nothing/"])
def test_a_link_answers_alike_whether_its_case_exists(lamp: Case, door: str) -> None:
    wrong, none = code_of(lamp.pk, "0" * 24), code_of(lamp.pk + 900_000, "0" * 24)
    old = visit_code(lamp, at=now() - timedelta(hours=2))
    Client().get(door % wrong)
    told = [asked(lambda code=code: Client().get(door % code)) for code in (wrong, none, old)]  # type: ignore[misc]
    pages = [_blank(answer, code) for (answer, _), code in zip(told, (wrong, none, old), strict=True)]
    assert {answer.status_code for answer, _ in told} == {404}
    assert len(set(pages)) == 1
    assert told[0][1] == told[1][1] == told[2][1]


def test_posting_to_a_strange_link_is_like_posting_to_none(lamp: Case) -> None:
    for act in ("add", "withdraw", "rate", "reopen"):
        answers = [
            Client().post(f"/track/{code_of(pk, '0' * 24)}/{act}/", {"words": "灯", "sure": "on"})
            for pk in (lamp.pk, lamp.pk + 900_000)
        ]
        assert {answer.status_code for answer in answers} == {404}


def test_a_number_written_otherwise_is_still_the_same_number(lamp: Case) -> None:
    """With a dash, without, wide, in spaces: five guesses for all of them together."""
    ways = [lamp.number, lamp.number.replace("-", ""), f" {lamp.number} ", lamp.number.translate(WIDE)]
    answers = [find(ways[turn % 4], f"{turn:04d}", f"10.2.0.{turn}") for turn in range(8)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 3
    assert find(f"20200101-{lamp.number[-6:]}", "0000", "10.2.0.99").status_code == 429


WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}


def test_guessing_ten_thousand_tails_takes_weeks(lamp: Case) -> None:
    """Five in a quarter of an hour from everywhere together: ten thousand last fours take three weeks."""
    for turn in range(30):
        find(lamp.number, f"{turn:04d}", f"10.3.{turn}.1")
    assert Tally.objects.filter(count__gt=5).count() == 0
    assert 10_000 / 5 * 15 > 20 * 24 * 60


def submit(turn: int, world: World, **more: Any) -> int:
    given = {"text": f"第 {turn} 户门前的灯坏了", "area": world.east_area.pk, "phone": f"1380001{turn:04d}"}
    given |= {"idempotency_key": f"village-{turn:024d}"} | {name: v for name, v in more.items() if name != "address"}
    return Client(REMOTE_ADDR=more.get("address", "10.4.4.4")).post("/submit/", given).status_code


def test_a_village_behind_one_address_can_all_report(world: World) -> None:
    """Half a village in ten minutes, each with a phone of their own."""
    assert {submit(turn, world) for turn in range(50)} == {302}


def test_one_phone_cannot_speak_for_all_of_them(world: World) -> None:
    codes = [submit(turn, world, phone="13900009999") for turn in range(MOST_OF_PHONE + 5)]
    assert codes[:MOST_OF_PHONE] == [302] * MOST_OF_PHONE
    assert codes[MOST_OF_PHONE:] == [429] * 5
    assert submit(90, world, phone="13900008888") == 302
    assert Case.objects.count() == MOST_OF_PHONE + 1


def test_the_limit_on_a_phone_keeps_no_phone(world: World) -> None:
    for turn in range(MOST_OF_PHONE + 2):
        submit(turn, world, phone="13900009999")
    kept = [value for row in Tally.objects.values_list() for value in row] + list(
        Identity.objects.values_list("phone_index")
    )
    assert "13900009999" not in str(kept)


def test_an_address_that_floods_is_stopped_and_another_is_not(world: World) -> None:
    codes = [submit(turn, world) for turn in range(62)]
    assert codes.count(302) == 60
    assert codes[60:] == [429, 429]
    assert submit(99, world, address="10.5.5.5") == 302


def test_what_was_refused_for_haste_stands_in_the_form_again(world: World) -> None:
    for turn in range(60):
        submit(turn, world)
    given = {
        "text": "小学门口的井盖坏了",
        "area": world.east_area.pk,
        "phone": "13800001234",
        "idempotency_key": "z" * 32,
    }
    answer = Client(REMOTE_ADDR="10.4.4.4").post("/submit/", given)
    assert answer.status_code == 429
    assert "小学门口的井盖坏了" in answer.content.decode()


def test_photos_that_come_with_the_form_are_counted_like_those_sent_ahead(world: World) -> None:
    """Else an address could fill the disk through the form, whose own limit is looked at only afterwards."""
    from tests.steps.intake.conftest import photo

    submit(0, world, photos=[photo() for _ in range(3)])
    assert Tally.objects.filter(count=3).exists()
    Tally.objects.filter(count=3).update(count=200)
    answer = Client(REMOTE_ADDR="10.4.4.4").post(
        "/submit/", {"text": "灯坏了", "phone": "13800001234", "photos": [photo()], "idempotency_key": "p" * 32}
    )
    assert answer.status_code == 422
    assert "尝试的次数太多" in answer.content.decode()


@pytest.mark.parametrize("claimed", ["1.2.3.4", "127.0.0.1", "1.2.3.4, 10.0.0.1", "::1", "x", ""])
def test_a_stranger_escapes_no_limit_by_claiming_another_address(world: World, claimed: str) -> None:
    Tally.objects.all().delete()
    submit(0, world)
    Tally.objects.update(count=60)
    given = {"text": "灯坏了", "area": world.east_area.pk, "phone": "13800001234", "idempotency_key": "q" * 32}
    answer = Client(REMOTE_ADDR="10.4.4.4", headers={"X-Forwarded-For": claimed}).post("/submit/", given)
    assert answer.status_code == 429


def test_behind_a_proxy_of_ours_each_caller_is_counted_alone(settings: Any) -> None:
    settings.HUYING_PROXIES = ["10.8.0.0/16"]
    seen: list[str] = []
    door = OriginMiddleware(lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse())  # type: ignore[func-returns-value]
    from django.test import RequestFactory

    for peer, forwarded in (
        ("10.8.0.1", "1.1.1.1"), ("10.8.0.1", "9.9.9.9, 2.2.2.2"), ("10.8.0.1", "3.3.3.3, 10.8.0.9"), ("7.7.7.7", "1.1.1.1"),
        ("10.8.0.1", "garbage"), ("10.8.0.1", ""),
    ):  # fmt: skip
        door(RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded))
    assert seen == ["1.1.1.1", "2.2.2.2", "3.3.3.3", "7.7.7.7", "10.8.0.1", "10.8.0.1"]


def test_a_lock_ends_by_itself_though_somebody_goes_on_guessing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guesses against a locked name do not prolong the lock: after half an hour from the fifth the door is open for a moment."""
    with_password(world.operator)
    for turn in range(5):
        enter(Client(), world.operator.username, "Wrong-0000", REMOTE_ADDR=f"10.6.0.{turn}")
    later(monkeypatch, timedelta(minutes=29))
    for turn in range(5):
        enter(Client(), world.operator.username, "Wrong-0000", REMOTE_ADDR=f"10.6.1.{turn}")
    later(monkeypatch, timedelta(minutes=31))
    assert enter(Client(), world.operator.username, PASSWORD).status_code == 302


def test_who_is_locked_out_stays_signed_in_where_he_was(world: World) -> None:
    """A guesser closes the door, not the desk: work goes on in every session that is open."""
    working = Client()
    enter(working, with_password(world.operator).username)
    for turn in range(6):
        enter(Client(), world.operator.username, "Wrong-0000", REMOTE_ADDR=f"10.6.2.{turn}")
    assert working.get("/desk/").status_code == 200
