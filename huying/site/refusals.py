"""拒绝的回答 · turns the expected errors into answers: refusals by their status, a busy database into 503, a full disk into 507."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from huying.case.refused import Conflict, Refused
from huying.site.mishaps import code_of
from huying.site.stops import stop

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Pages and deeds raise; here it is said in words. A page that shows its own form again catches `Refused` itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What breaks in a middleware further in arrives at `stops.broken`: Django catches it there."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Anything unknown goes on to be a 500, which is reported."""
        if isinstance(exception, Conflict):
            return stop(request, 409, str(exception), read=exception.read, found=exception.found)
        if isinstance(exception, Refused):
            return stop(request, exception.status, str(exception))
        if isinstance(exception, UnreadablePostError):
            return stop(request, 400)  # the sender is gone, and sends it again
        code = code_of(exception)
        return stop(request, code) if code else None
