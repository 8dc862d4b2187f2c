"""Every address of the program, with something filled in where it asks for a number or a name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from huying.directory.access import Access

SAMPLES = {
    "IntConverter": "999999",
    "StringConverter": "nothing",
    "SlugConverter": "nothing",
    "PathConverter": "no/thing",
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
}
"""Nothing with such a name exists, so a page that opens answers 404 and no page is harmed."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address: how it is reached, what answers, and who may open it."""

    address: str
    view: Callable[..., Any]

    @property
    def access(self) -> Access | None:
        return getattr(self.view, "access", None)


def pages() -> list[Page]:
    """All of them."""
    return list(_walk(get_resolver().url_patterns, "/"))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Page]:
    for pattern in patterns:
        address = before + _filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address)
        else:
            yield Page(address, pattern.callback)


def _filled(pattern: Any) -> str:
    """The route with samples in it. Addresses by regular expression are not used here: they cannot be walked."""
    assert isinstance(pattern, RoutePattern), f"{pattern} is no plain route"
    route = str(pattern)
    for name, converter in pattern.converters.items():
        sample = getattr(converter, "sample", None) or SAMPLES[type(converter).__name__]
        start, end = route.index("<"), route.index(">")
        assert route[start:end].endswith(name)
        route = route[:start] + sample + route[end + 1 :]
    return route
