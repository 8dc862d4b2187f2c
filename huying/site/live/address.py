"""推送地址 · where the streams are, as a page is told: another port of this host, a path behind a proxy, or nowhere.

HUYING_LIVE is ":8001" (huying run sets the port next to its own), "/live/" where a reverse proxy leads that path to the
live process, or empty: then pages ask by themselves every few seconds.
"""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

ROOT = "/live/"


def origin(request: HttpRequest) -> str:
    """Scheme, host and port of the streams where these differ from the page's own; else empty."""
    place = settings.HUYING_LIVE
    host = _host(request) if place.startswith(":") else ""
    return f"{request.scheme}://{host}{place}" if host else ""


def stream(request: HttpRequest, name: str) -> str:
    """The address of one stream; empty where there is none."""
    return f"{origin(request)}{ROOT}{name}/" if settings.HUYING_LIVE else ""


def _host(request: HttpRequest) -> str:
    """The name by which the page was reached, without its port; empty for a name that is not ours."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return ""
    return host[: host.index("]") + 1] if host.startswith("[") else host.partition(":")[0]
