"""查询注入 · whatever stands in an address or a form is a question, never a statement and never a fault of ours (attack 12)."""

import re

import pytest
from django.db import DataError, transaction
from django.test import Client

from huying.case.models import Case
from huying.site.live.request import Asked
from huying.site.mishaps import code_of
from tests.attacks.hostile import Scene, link_of
from tests.attacks.test_matrix import body_of

pytestmark = pytest.mark.django_db


SQL = (
    "' OR 1=1 --", "%' AND 1=0 UNION SELECT 1,2,3 --", "\\", "NEAR(\"", "a AND b OR NOT c", "99999999999999999999", "9" * 5000,
    "\0", "\ufffe\u202e　", "²", "١٢", "{{7*7}}%(x)s%n", "\r\nSet-Cookie: a=b",
)  # fmt: skip
"""Of each kind of mischief one."""
ASKED = {
    "/cases/": ("q", "kind", "channel", "source", "unit", "area", "matter", "since", "until", "at", "before", "after"),
    "/dispatch/": ("q", "channel", "tab", "after"),
    "/work/": ("for", "before", "after"),
    "/callbacks/": ("later", "before", "after"),
    "/inbox/": ("all", "before", "after"),
    "/supervision/late/": ("before", "after"),
    "/month/": ("month", "from", "to"),
    "/month/cases/": ("figure", "unit", "from", "to", "before", "after"),
    "/month/asked/": ("before", "after"),
    "/board/figures/": ("first", "last"),
    "/board/figures/cases/": ("which", "unit", "hour", "first", "last", "before"),
    "/imports/": ("before",),
    "/intake/": ("saved",),
    "/account/audit/": ("what", "who", "by", "since", "until", "q", "address", "before", "after"),
    "/directory/units/": ("q", "after", "before", "past"),
    "/directory/people/": ("q", "after", "before"),
    "/directory/calendar/": ("year", "month", "day"),
    "/cases/names/unit/": ("unit",),
    "/submit/": ("about",),
    "/look/": ("back", "elder", "theme"),
}
READERS = {"/account/audit/": "audit_admin", "/work/": "liaison", "/callbacks/": "caller", "/directory/units/": "system_admin",
           "/directory/people/": "system_admin", "/supervision/late/": "supervisor", "/month/asked/": "assessor",
           "/directory/calendar/": "system_admin"}  # fmt: skip


@pytest.mark.parametrize("address", ASKED)
def test_whatever_stands_in_an_address_is_a_question_and_no_fault(scene: Scene, address: str) -> None:
    client, before, wrong = scene.readers[READERS.get(address, "dispatcher")], Case.objects.count(), []
    for name in ASKED[address]:
        for words in SQL:
            answer = client.get(address, {name: words})
            text = body_of(answer)
            if answer.status_code >= 500 or "Set-Cookie: a=b" in str(answer.headers):
                wrong.append((name, words[:30], answer.status_code))
            assert "49" not in re.findall(r'value="(\d+)"', text) or words != "{{7*7}}"
    assert wrong == []
    assert Case.objects.count() == before


def test_a_quote_finds_what_holds_a_quote_and_not_everything(scene: Scene) -> None:
    desk = scene.readers["dispatcher"]
    for words in ("' OR 1=1 --", 'zzz" OR "a', "灯泡不存在的词%"):
        assert scene.case.number not in body_of(desk.get("/cases/", {"q": words}))


@pytest.mark.parametrize("words", SQL)
def test_numbers_in_posts_are_a_question_and_no_fault(scene: Scene, words: str) -> None:
    desk, liaison, resident = (
        scene.readers["dispatcher"],
        scene.readers["liaison"],
        Client(raise_request_exception=False),
    )
    sent = [
        (desk, "/inbox/read/", {"letter": words}), (desk, "/inbox/read/", {"upto": words}),
        (desk, "/dispatch/send/", {"order": words}), (desk, "/intake/", {"text": "灯", "same_as": words, "channel": "phone"}),
        (desk, f"/cases/{scene.case.number}/comment/", {"words": words, "idempotency_key": words}),
        (liaison, "/board/claim/", {"number": words, "unit": words}),
        (liaison, f"/work/{scene.case.number}/progress/", {"words": words, "version": words, "happened_at": words, "photos_key": words}),
        (resident, "/submit/", {"text": words, "area": words, "latitude": words, "phone": words, "photo": words, "same_as": words}),
        (resident, "/track/", {"number": words, "tail": words}), (resident, "/mine/", {"code": words}),
        (resident, "/submit/similar/", {"text": words, "area": words, "longitude": words}),
        (resident, f"/track/{link_of(scene.case)}/add/", {"words": words, "photo": words}),
        (resident, f"/track/{link_of(scene.case)}/rate/", {"solved": words}),
    ]  # fmt: skip
    wrong = []
    for client, address, given in sent:
        with transaction.atomic():
            code = client.post(address, given).status_code
            transaction.set_rollback(True)
        wrong += [(address, given, code)] if code >= 500 else []
    assert wrong == []


@pytest.mark.parametrize(
    "origin",
    ["http://[x", "http://]", "//[", "null", "x" * 5000, "http://evil.example", "http://testserver.evil.example"],
)
def test_a_stream_takes_no_nonsense_for_a_page_of_this_host(origin: str) -> None:
    headers = [(b"host", b"testserver"), (b"origin", origin.encode())]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/live/board/",
        "headers": headers,
        "query_string": b"after=" + b"9" * 5000,
    }
    asked = Asked(scope)
    assert (asked.is_ours, asked.after) == (False, 0)


def test_a_sign_that_postgresql_keeps_not_is_no_fault_of_ours() -> None:
    assert code_of(DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")) == 400
    assert code_of(DataError("value too long")) is None
