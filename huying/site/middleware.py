"""进门之前 · where a request comes from, in which language it is answered, whether its reader is still there, and whether
the page said who may open it."""

from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from huying.directory import acts
from huying.directory.account import presence
from huying.directory.models import Person, What
from huying.kit.clock import now

Answer = Callable[[HttpRequest], HttpResponse]
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")


class OriginMiddleware:
    """来源地址 · forwarded addresses are believed only from the proxies named in HUYING_PROXIES; else anybody is anybody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.proxies: list[IPv4Network | IPv6Network] = [ip_network(proxy) for proxy in settings.HUYING_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """See through our own proxies, and forget what strangers claim."""
        peer = request.META.get("REMOTE_ADDR", "")
        if self._ours(peer):
            request.META["REMOTE_ADDR"] = self._farthest(peer, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        else:
            for name in FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)

    def _farthest(self, peer: str, forwarded: str) -> str:
        """From our door outwards, the first address that is no proxy of ours."""
        for hop in reversed([hop.strip() for hop in forwarded.split(",") if hop.strip()]):
            if not _is_address(hop):
                return peer
            peer = hop
            if not self._ours(hop):
                return hop
        return peer

    def _ours(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in proxy for proxy in self.proxies)


class LanguageMiddleware:
    """语言 · Chinese, unless this browser chose otherwise here; what it sends by itself says nothing about its reader."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """For this request only."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class PresenceMiddleware:
    """闲置退出 · a session nobody used for half an hour ends before the page is reached."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only signed-in sessions have anything to lose; all others are not even looked up in the database."""
        if SESSION_KEY in request.session:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        at = now()
        if not presence.over(request.session, at=at):
            presence.touch(request, at=at)
            return
        if isinstance(request.user, Person):
            acts.record(What.TIMED_OUT, by=request.user, at=at, address=acts.address_of(request))
        logout(request)
        messages.info(request, _("您有一段时间没有操作，已自动退出。请重新登录。"))


class ClassifiedMiddleware:
    """敞开的门 · a page that does not say who may open it opens for nobody (TRUST, decision 11)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing here: the page is known only later."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *address: Any) -> None:
        """Deny by default."""
        if getattr(view, "access", None) is None:
            raise PermissionDenied("this page does not say who may open it")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
