"""请求 · what of an ASGI scope the streams need to know."""

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Asked:
    """One request, read once."""

    def __init__(self, scope: Scope) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._headers = {
            bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1") for name, value in scope["headers"]
        }
        self._query = parse_qs(bytes(scope.get("query_string", b"")).decode("latin-1"))
        self._cookies = self._read_cookies()

    @property
    def session(self) -> str:
        """The session's key; empty for whoever is not signed in."""
        return self._cookies.get(settings.SESSION_COOKIE_NAME, "")

    @property
    def language(self) -> str:
        """As the pages decide it: what was chosen here, else Chinese."""
        chosen = self._cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    @property
    def after(self) -> int:
        """The last line of the ledger that the page knows of; after a broken connection the browser says it itself."""
        known = [self._headers.get("last-event-id", ""), *self._query.get("after", [])]
        return max((int(line) for line in known if line.isdecimal() and len(line) < 19), default=0)

    @property
    def origin(self) -> str:
        """Where the page came from, if its browser says so."""
        return self._headers.get("origin", "")

    @property
    def is_ours(self) -> bool:
        """Pages of this very host may listen, from whatever port; others may not."""
        if not self.origin:
            return True
        try:
            return urlsplit(self.origin).hostname == urlsplit(f"//{self._headers.get('host', '')}").hostname
        except ValueError:  # no address at all
            return False

    def _read_cookies(self) -> dict[str, str]:
        try:
            return {name: one.value for name, one in SimpleCookie(self._headers.get("cookie", "")).items()}
        except CookieError:
            return {}
