"""安全头 · what a browser may load on our pages: our own files only, no script or style written into a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from huying.site.live.address import origin

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()"


WRITTEN = {"Permissions-Policy": PERMISSIONS, "X-Robots-Tag": "none", "X-Frame-Options": "DENY"}


def policy_for(request: HttpRequest) -> str:
    """The policy; where live streams come from another port of this host, pages may listen there, too."""
    away = origin(request)
    return f"{POLICY}; connect-src 'self' {away}" if away else POLICY


class HeaderMiddleware:
    """Adds the headers Django does not write, and over https keeps every cookie to https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A page that set its own policy keeps it."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_for(request))
        for name, value in WRITTEN.items():
            response.headers.setdefault(name, value)
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response
