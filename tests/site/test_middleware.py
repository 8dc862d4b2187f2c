"""Before the page: whose word is taken for an address, which language is spoken."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils.translation import get_language

from huying.directory.access import open_to_all
from huying.site.middleware import OriginMiddleware


@open_to_all
def told(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(f"{request.META['REMOTE_ADDR']} {request.scheme} {get_language()}")
    answer.set_cookie("kept", "1")
    return answer


urlpatterns = [path("told/", told), path("account/", include("huying.directory.account.urls"))]
pytestmark = [pytest.mark.urls(__name__)]


def address(peer: str, forwarded: str, proxies: list[str], settings: object) -> str:
    settings.HUYING_PROXIES = proxies  # type: ignore[attr-defined]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    OriginMiddleware(lambda _request: HttpResponse())(request)
    return str(request.META["REMOTE_ADDR"])


class TestWhereItComesFrom:
    @pytest.mark.parametrize(
        ("peer", "forwarded", "proxies", "believed"),
        [
            ("10.0.0.9", "1.2.3.4", [], "10.0.0.9"),
            ("10.0.0.9", "1.2.3.4", ["127.0.0.1"], "10.0.0.9"),
            ("127.0.0.1", "1.2.3.4", ["127.0.0.1"], "1.2.3.4"),
            ("127.0.0.1", "6.6.6.6, 1.2.3.4", ["127.0.0.1"], "1.2.3.4"),
            ("127.0.0.1", "6.6.6.6, 1.2.3.4, 10.1.0.7", ["127.0.0.1", "10.1.0.0/16"], "1.2.3.4"),
            ("127.0.0.1", "", ["127.0.0.1"], "127.0.0.1"),
            ("127.0.0.1", "10.1.0.7", ["127.0.0.1", "10.1.0.0/16"], "10.1.0.7"),
            ("127.0.0.1", "<script>, 1.2.3.4", ["127.0.0.1"], "1.2.3.4"),
            ("127.0.0.1", "1.2.3.4, nonsense", ["127.0.0.1"], "127.0.0.1"),
            ("::1", "2001:db8::7", ["::1"], "2001:db8::7"),
            ("", "1.2.3.4", ["127.0.0.1"], ""),
        ],
    )
    def test_only_our_own_proxies_are_believed(
        self, peer: str, forwarded: str, proxies: list[str], believed: str, settings: object
    ) -> None:
        assert address(peer, forwarded, proxies, settings) == believed

    def test_a_stranger_cannot_claim_https(self, client: Client) -> None:
        assert b" http " in client.get("/told/", headers={"X-Forwarded-Proto": "https"}).content

    def test_a_proxy_of_ours_can(self, settings: object) -> None:
        settings.HUYING_PROXIES = ["127.0.0.1"]  # type: ignore[attr-defined]
        assert b" https " in Client().get("/told/", headers={"X-Forwarded-Proto": "https"}).content


class TestCookies:
    def test_over_https_every_cookie_is_kept_to_https(self, client: Client) -> None:
        assert client.get("/told/", secure=True).cookies["kept"]["secure"]

    def test_without_https_they_still_come(self, client: Client) -> None:
        assert not client.get("/told/").cookies["kept"]["secure"]

    @pytest.mark.django_db
    def test_ours_are_out_of_reach_of_scripts_and_of_other_sites(self, client: Client) -> None:
        answer = client.get("/account/login/")
        client.post("/account/language/", {"language": "en"})
        assert answer.cookies["csrftoken"]["httponly"]
        for cookie in client.cookies.values():
            assert cookie["samesite"] == "Lax"


class TestTheLanguage:
    def test_it_is_chinese(self, client: Client) -> None:
        assert client.get("/told/").content.endswith(b"zh-hans")

    def test_whatever_the_browser_sends_by_itself(self, client: Client) -> None:
        assert client.get("/told/", headers={"Accept-Language": "en-GB"}).content.endswith(b"zh-hans")

    def test_unless_it_was_chosen_here(self, client: Client) -> None:
        answer = client.post("/account/language/", {"language": "en", "next": "/told/"})
        assert answer["Location"] == "/told/"
        told = client.get("/told/")
        assert told.content.endswith(b"en")
        assert told["Content-Language"] == "en"

    def test_an_unknown_one_is_not_spoken(self, client: Client) -> None:
        client.cookies["django_language"] = "tlh"
        assert client.get("/told/").content.endswith(b"zh-hans")

    def test_choosing_leads_nowhere_else(self, client: Client) -> None:
        answer = client.post("/account/language/", {"language": "en", "next": "https://evil.example/"})
        assert answer["Location"] == "/"
