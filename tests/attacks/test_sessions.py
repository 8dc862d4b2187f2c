"""会话与头 · no form is taken without its token, no session outlives its password, every answer carries its headers (attack 12)."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory

from huying.directory.access import Door
from huying.directory.account.reset import reset
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.site import stops
from tests.site.entrance import PASSWORD, enter, is_in, with_password
from tests.site.walk import Page, pages
from tests.world import World

pytestmark = pytest.mark.django_db
GUARDED = [page for page in pages() if page.access and page.access.door not in (Door.OPEN, Door.RESIDENTS)]
OPEN = [page for page in pages() if page.access and page.access.door is Door.RESIDENTS]


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.address)
def test_nothing_is_taken_from_somebody_signed_in_without_the_token(world: World, page: Page) -> None:
    """Whatever the role: the token is asked for before the page is."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.dispatcher)
    for headers in ({}, {"X-CSRFToken": "x" * 64}, {"Origin": "https://evil.example"}):
        assert client.post(page.address, {"words": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize("page", OPEN, ids=lambda page: page.address)
def test_a_page_of_residents_looks_at_no_session(world: World, page: Page) -> None:
    """They are exempt, for they borrow nothing: with or without a cookie they answer alike, and they set none."""
    signed = Client()
    signed.force_login(world.dispatcher)
    pair = [client.post(page.address, {"text": "x"}) for client in (Client(), signed)]
    assert pair[0].status_code == pair[1].status_code
    assert [name for name in pair[0].cookies if name in ("sessionid", "csrftoken")] == []


def test_the_name_of_a_session_changes_when_somebody_signs_in(world: World) -> None:
    """A name slipped in beforehand is worth nothing afterwards."""
    with_password(world.operator)
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    enter(client, world.operator.username)
    given = client.cookies["sessionid"].value
    assert given != "a" * 32
    assert is_in(client)
    attacker = Client()
    attacker.cookies["sessionid"] = "a" * 32
    assert not is_in(attacker)


def test_signing_in_as_another_leaves_nothing_of_the_first(world: World) -> None:
    client = Client()
    enter(client, with_password(world.operator).username)
    client.session["planted"] = "x"
    first = client.cookies["sessionid"].value
    client.post("/account/logout/")
    enter(client, with_password(world.dispatcher).username)
    assert client.cookies["sessionid"].value != first
    assert not Session.objects.filter(session_key=first).exists()


def test_cookies_are_out_of_reach(world: World) -> None:
    client = Client()
    enter(client, with_password(world.operator).username, secure=True)
    client.get("/account/", secure=True)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (bool(cookie["httponly"]), cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", True), name
    assert configured.SESSION_COOKIE_AGE <= 24 * 3600


@pytest.mark.parametrize("how", ["own", "reset", "deactivated"])
def test_a_new_password_ends_every_other_session_at_once(world: World, how: str) -> None:
    person = with_password(world.operator)
    clients = [Client() for _ in range(3)]
    for client in clients:
        enter(client, person.username)
        assert is_in(client)
    if how == "own":
        given = {"oldpassword": PASSWORD, "password1": "Another-Light-7", "password2": "Another-Light-7"}
        clients[0].post("/account/password/", given)
    elif how == "reset":
        reset(person, by=None, at=now())
    else:
        Person.objects.filter(pk=person.pk).update(is_active=False)
    assert [is_in(client) for client in clients] == [how == "own", False, False]


HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "none",
    "Permissions-Policy": "camera=(self)",
}


def answers(world: World) -> dict[str, Any]:
    """One of each kind of answer there is."""
    desk, admin, guest = Client(raise_request_exception=False), Client(), Client()
    desk.force_login(world.dispatcher)
    admin.force_login(world.person(Role.SYSTEM_ADMIN, world.centre))
    number = world.assigned(at=now()).number
    script = {"Accept": "application/json"}
    return {
        "page": guest.get("/"), "desk": desk.get("/desk/"), "case": desk.get(f"/cases/{number}/"),
        "redirect": guest.get("/desk/"), "400": guest.get("/", headers={"Host": "a b"}), "403": desk.get("/account/audit/"),
        "404": guest.get("/nothing/"), "405": desk.get("/board/claim/"), "422": guest.post("/track/", {}),
        "401 as json": guest.get("/desk/", headers=script), "404 as json": desk.get("/cases/1/", headers=script),
        "csv": desk.post("/cases/export/", {"reason": "核对", "form": "csv"}),
        "xlsx": desk.post("/cases/export/", {"reason": "核对"}), "register": admin.get("/directory/units/export/"),
        "json": guest.post("/submit/photo/", {}), "part": desk.get("/board/cards/", headers={"HX-Request": "true"}),
        "csrf": Client(enforce_csrf_checks=True).post("/account/login/", {}), "static": guest.get("/static/nothing.js"),
    }  # fmt: skip


def test_every_kind_of_answer_carries_its_headers(world: World) -> None:
    missing = []
    for kind, answer in answers(world).items():
        if answer.streaming:
            list(answer.streaming_content)
        missing += [(kind, name) for name, value in HEADERS.items() if value not in answer.headers.get(name, "")]
        policy = answer.headers.get("Content-Security-Policy", "")
        missing += [(kind, word) for word in ("unsafe-inline", "unsafe-eval", "http:", " *") if word in policy]
    assert missing == []


def test_a_fault_of_ours_carries_them_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **more: object) -> None:
        raise RuntimeError("the lamp fell")

    monkeypatch.setattr("huying.case.pages.figures", broken)
    client = Client(raise_request_exception=False)
    client.force_login(world.dispatcher)
    answer = client.get("/desk/")
    assert answer.status_code == 500
    assert [name for name, value in HEADERS.items() if value not in answer.headers.get(name, "")] == []
    assert "the lamp fell" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_what_staff_see_is_kept_by_nobody(world: World) -> None:
    for kind, answer in answers(world).items():
        if answer.streaming:
            list(answer.streaming_content)
        if kind in ("desk", "case", "csv", "xlsx", "register", "part"):
            assert "no-store" in answer.headers["Cache-Control"], kind


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost@evil.example", "a\tb", "x/y", "[::1", "."]
)
def test_a_host_that_is_not_ours_is_refused_in_words(settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["huying.example"]
    answer = Client().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "没有看懂" in answer.content.decode()
    assert "evil" not in answer.content.decode()


def test_a_forwarded_host_is_not_believed(world: World) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "1"}
    given = {"text": "灯坏了", "phone": "13800001234", "area": world.east_area.pk, "idempotency_key": "h" * 32}
    client = Client(headers=headers)
    receipt = client.get(client.post("/submit/", given).headers["Location"])
    assert "evil.example" not in receipt.content.decode()
    assert "http://testserver/track/" in receipt.content.decode()


def test_the_second_sending_of_a_page_of_words_holds_no_secret() -> None:
    """What was typed comes back on a page that asks to try again, passwords and codes do not."""
    given = {
        "text": "灯坏了",
        "password": "a",
        "oldpassword": "b",
        "password1": "c",
        "password2": "d",
        "code": "123456",
    }
    request = RequestFactory().post("/x/", given | {"csrfmiddlewaretoken": "t" * 32})
    request.user = None  # type: ignore[assignment]
    kept = dict(stops._kept(request, stops.STOPS[503])["typed"])  # type: ignore[call-overload]
    assert kept == {"text": "灯坏了"}
