"""停下的页面 · whatever goes wrong is said in plain words, with the right number and what to do next."""

import errno

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from huying.case.refused import Conflict, Forbidden, InFlight, Refused
from huying.directory.access import NotSignedIn, open_to_all
from huying.site import stops
from huying.site.mishaps import code_of

MISHAPS: dict[str, tuple[Exception, int, str]] = {
    "refused": (Refused("该事项不在本单位的清单内"), 422, "该事项不在本单位的清单内"),
    "forbidden": (Forbidden("只有派单员可以这样做"), 403, "只有派单员可以这样做"),
    "conflict": (Conflict("别人已经领办", read=1, found=2), 409, "别人已经领办"),
    "in-flight": (InFlight("还在登记"), 425, "还在登记"),
    "signed-out": (NotSignedIn("请在新窗口登录"), 401, "请在新窗口登录"),
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


def test_a_script_is_told_in_json(browser: Client) -> None:
    answer = browser.get("/conflict/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (409, {"refused": "别人已经领办", "read": 1, "found": 2})


def test_a_part_of_a_page_gets_its_note_alone(browser: Client) -> None:
    answer = browser.get("/refused/", headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "该事项不在本单位的清单内" in answer.content.decode()
    assert "<html" not in answer.content.decode()


class TestWhatWasTyped:
    TYPED = {"text": "路灯不亮 <script>", "idempotency_key": "k-1", "password": "secret-1"}

    def test_it_stands_on_the_page_and_is_harmless(self, browser: Client) -> None:
        page = browser.post("/refused/", self.TYPED).content.decode()
        assert "路灯不亮 &lt;script&gt;" in page
        assert "secret-1" not in page

    def test_it_can_be_sent_again_where_waiting_helps(self, browser: Client) -> None:
        page = browser.post("/busy/", {"text": "路灯不亮", "idempotency_key": "k-1"}).content.decode()
        assert 'name="idempotency_key" value="k-1"' in page
        assert "再提交一次" in page

    @pytest.mark.parametrize("name", ["refused", "conflict", "forbidden"])
    def test_but_not_where_it_does_not(self, browser: Client, name: str) -> None:
        assert "再提交一次" not in browser.post(f"/{name}/", {"text": "路灯不亮"}).content.decode()

    def test_nor_without_its_photos(self, browser: Client) -> None:
        photo = SimpleUploadedFile("lamp.jpg", b"...")
        page = browser.post("/busy/", {"text": "路灯不亮", "photo": photo}).content.decode()
        assert "路灯不亮" in page and "再提交一次" not in page

    def test_nor_by_a_form_whose_token_was_wrong(self) -> None:
        page = Client(enforce_csrf_checks=True).post("/refused/", {"text": "路灯不亮"}).content.decode()
        assert "路灯不亮" in page and "再提交一次" not in page


@pytest.mark.filterwarnings("ignore:Internal Server Error")
class TestWhenTheDatabaseFailsBeforeThePage:
    def broken(self, browser: Client, monkeypatch: pytest.MonkeyPatch, words: str) -> HttpResponse:
        def fails(*_: object) -> None:
            raise OperationalError(words)

        monkeypatch.setattr(SessionStore, "load", fails)
        browser.cookies["sessionid"] = "x" * 32
        return browser.get("/refused/")  # type: ignore[return-value]

    def test_it_is_busy(self, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = self.broken(browser, monkeypatch, "database is locked")
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert "没有登记一半" in answer.content.decode()

    def test_or_full(self, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.broken(browser, monkeypatch, "database or disk is full").status_code == 507


@pytest.mark.filterwarnings("ignore:Internal Server Error")
def test_a_missing_table_does_not_pass_by_waiting() -> None:
    with pytest.raises(DatabaseError) as missing, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    assert code_of(missing.value) is None


def test_every_page_forbids_scripts_of_others(browser: Client) -> None:
    policy = browser.get("/nothing/at/all/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_no_page_is_for_search_engines_or_frames(browser: Client) -> None:
    answer = browser.get("/nothing/at/all/")
    assert answer["X-Robots-Tag"] == "none"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_every_code_has_words() -> None:
    assert set(stops.STOPS) == {400, 401, 403, 404, 409, 422, 425, 429, 500, 503, 507}
    for row in stops.STOPS.values():
        assert all(str(part) for part in (row.title, row.words, row.advice))


def test_the_page_for_a_stale_form_is_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post("/refused/")
    assert answer.status_code == 403
    assert "这里不对您开放" in answer.content.decode()
