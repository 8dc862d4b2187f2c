"""拒绝的回答 · turns the expected errors into pages: refusals by their status, a busy database into 503, a full disk into 507."""

import errno
from collections.abc import Callable

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from huying.case.refused import Refused
from huying.site.stops import stop

FULL = ("disk is full", "No space left", "could not extend file")
Answer = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Pages and deeds raise; here it is said in words."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Database errors of the middlewares inside are caught here too."""
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            return stop(request, _code(error))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Anything unknown goes on to be a 500, which is reported."""
        if isinstance(exception, Refused):
            return stop(request, exception.status, str(exception))
        if isinstance(exception, (OperationalError, InterfaceError)):
            return stop(request, _code(exception))
        if isinstance(exception, OSError) and exception.errno == errno.ENOSPC:
            return stop(request, 507)
        return None


def _code(error: Exception) -> int:
    return 507 if any(sign in str(error) for sign in FULL) else 503
