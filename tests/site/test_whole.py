"""整份收下 · a line that is cut in the middle of a form: nothing of it is done, and the same form sent whole is."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from huying.case.models import Case, Words
from huying.site.whole import BrokenOff, Whole, whole
from tests.world import World

KEY = "a-key-of-this-very-form"
BOUNDARY = "----between"
FORM = "application/x-www-form-urlencoded"
PARTS = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(autouse=True)
def the_test_keeps_its_connection() -> Iterator[None]:
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def fields(world: World) -> dict[str, object]:
    """As a resident's browser sends them; the key comes last."""
    return {
        "area": world.east_area.pk, "phone": "13800001234", "text": "村口路灯三天不亮，孩子放学走夜路不安全。",
        "idempotency_key": KEY,
    }  # fmt: skip


def encoded(given: dict[str, object], kind: str) -> bytes:
    if kind == FORM:
        return urlencode(given).encode()
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in given.items()
    ]
    return "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode()


def sent(body: bytes, kind: str, *, arrives: int) -> int:
    """What the house answers to a form of which only so many bytes arrive."""
    environ = RequestFactory().post("/submit/", b"-", content_type=kind).environ
    environ |= {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body[:arrives])}
    answered: list[str] = []
    for _part in whole(get_wsgi_application())(environ, lambda status, headers: answered.append(status)):
        pass
    return int(answered[0].split()[0])


@pytest.mark.parametrize("kind", [FORM, PARTS])
@pytest.mark.parametrize("missing", [1, 10, 40, 150])
def test_half_a_form_is_no_form(world: World, kind: str, missing: int) -> None:
    body = encoded(fields(world), kind)
    assert sent(body, kind, arrives=len(body) - missing) == 413
    assert not Case.objects.exists()
    assert not Words.objects.exists()


@pytest.mark.parametrize("kind", [FORM, PARTS])
def test_the_same_form_sent_whole_afterwards_is_one_case(world: World, kind: str) -> None:
    body = encoded(fields(world), kind)
    sent(body, kind, arrives=len(body) // 2)
    assert sent(body, kind, arrives=len(body)) == 302
    assert sent(body, kind, arrives=len(body)) == 302
    assert Case.objects.count() == 1


def test_a_page_that_reads_its_form_itself_does_nothing_either(world: World) -> None:
    environ = RequestFactory().post("/mine/", b"-", content_type=FORM).environ
    environ |= {"CONTENT_LENGTH": "100", "wsgi.input": BytesIO(b"code=1")}
    answered: list[str] = []
    list(whole(get_wsgi_application())(environ, lambda status, headers: answered.append(status)))
    assert answered == ["400 Bad Request"]


def test_lines_are_counted_too() -> None:
    stream = Whole(BytesIO(b"one\ntwo"), 7)
    assert (stream.readline(), stream.readline(), stream.readline()) == (b"one\n", b"two", b"")
    with pytest.raises(BrokenOff):
        Whole(BytesIO(b"one\ntw"), 7).read()


def test_nothing_beyond_the_announced_length_is_read() -> None:
    assert Whole(BytesIO(b"one and another request"), 3).read(100) == b"one"
