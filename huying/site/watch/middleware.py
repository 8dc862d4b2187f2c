"""每个请求一行 · what was asked by the name of its page, what was answered, how long it took, how many queries it cost."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from huying.site.watch import current
from huying.site.watch.counts import Counts

logger = logging.getLogger("huying.request")
counts = Counts(Path(settings.HUYING_HOME) / "run" / "requests")
FORWARDED = "huying.forwarded"
QUIET = "/health/"


class WatchMiddleware:
    """Outermost: it sees every answer, also that of a request nobody understood."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Files of the page's own look are not worth a line."""
        ident, queries, begun = current.begin(), Queries(), time.perf_counter()
        request.META[FORWARDED] = "HTTP_X_FORWARDED_FOR" in request.META
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
        response.headers["X-Request-ID"] = ident
        if not request.path.startswith(settings.STATIC_URL):
            self._note(request, response, (time.perf_counter() - begun) * 1000, queries.number)
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, ms: float, queries: int) -> None:
        counts.add(response.status_code, ms, queries)
        if request.path.startswith(QUIET) and response.status_code < 400:
            return
        facts = {
            "method": request.method, "page": page_of(request), "status": response.status_code,
            "ms": round(ms, 1), "queries": queries, "person": person_of(request),
        }  # fmt: skip
        level = logging.WARNING if response.status_code >= 500 else logging.INFO
        logger.log(level, "", extra={"facts": facts})


class Queries:
    """Counts what is asked of the database, and looks at nothing of it."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """One more."""
        self.number += 1
        return execute(*asked)


def page_of(request: HttpRequest) -> str:
    """The name of the page, or its pattern: never the address, which may hold a number or a secret."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else ""


def person_of(request: HttpRequest) -> int | None:
    """The row number of whoever is signed in, if the page asked for it already; nobody is looked up for the log."""
    found: int | None = getattr(getattr(request, "_cached_user", None), "pk", None)
    return found
