"""登录之后 · the first page that somebody's posts open."""

from django.urls import NoReverseMatch, resolve, reverse

from huying.directory.access import Access, admits
from huying.directory.models import Person

PAGES = ("desk", "acts", "lockouts", "cases", "account")
"""Asked in this order; the last one opens for everybody."""


def landing(person: Person) -> str:
    """Its address."""
    return next(address for name in PAGES if (address := _address(name)) and _opens(address, person))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _opens(address: str, person: Person) -> bool:
    access: Access | None = getattr(resolve(address).func, "access", None)
    return admits(access, person)
