"""停下的页面 · whatever goes wrong is said in plain words, with the right number and what to do next."""

import errno

import pytest
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from huying.case.refused import Conflict, Forbidden, InFlight, Refused
from huying.directory.access import open_to_all
from huying.site import stops

MISHAPS: dict[str, tuple[Exception, int, str]] = {
    "refused": (Refused("该事项不在本单位的清单内"), 422, "该事项不在本单位的清单内"),
    "forbidden": (Forbidden("只有派单员可以这样做"), 403, "只有派单员可以这样做"),
    "conflict": (Conflict("别人已经领办", read=1, found=2), 409, "别人已经领办"),
    "in-flight": (InFlight("还在登记"), 425, "还在登记"),
    "busy": (OperationalError("database is locked"), 503, "没有登记一半"),
    "gone": (OperationalError("server closed the connection unexpectedly"), 503, "没有登记一半"),
    "full": (OperationalError("database or disk is full"), 507, "存储空间不足"),
    "full-disk": (OSError(errno.ENOSPC, "No space left on device"), 507, "存储空间不足"),
    "broken": (ZeroDivisionError(), 500, "系统出了差错"),
}


@open_to_all
def mishap(request: HttpRequest, name: str) -> HttpResponse:
    raise MISHAPS[name][0]


urlpatterns = [path("<slug:name>/", mishap)]
handler403, handler404, handler500 = stops.forbidden, stops.not_found, stops.broken

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.filterwarnings("ignore:Internal Server Error")
@pytest.mark.parametrize("name", MISHAPS)
def test_it_is_said_in_words(browser: Client, name: str) -> None:
    answer = browser.get(f"/{name}/")
    _error, code, words = MISHAPS[name]
    assert answer.status_code == code
    assert words in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(("name", "seconds"), [("in-flight", "3"), ("busy", "5"), ("full", "300")])
def test_it_says_when_to_try_again(browser: Client, name: str, seconds: str) -> None:
    assert browser.get(f"/{name}/")["Retry-After"] == seconds


def test_what_is_not_there_is_not_found(browser: Client) -> None:
    answer = browser.get("/there/is/nothing/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_every_page_forbids_scripts_of_others(browser: Client) -> None:
    policy = browser.get("/nothing/at/all/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_every_code_has_words() -> None:
    assert set(stops.STOPS) == {400, 403, 404, 409, 422, 425, 429, 500, 503, 507}
    for row in stops.STOPS.values():
        assert all(str(part) for part in (row.title, row.words, row.advice))


def test_the_page_for_a_stale_form_is_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post("/refused/")
    assert answer.status_code == 403
    assert "这里不对您开放" in answer.content.decode()
