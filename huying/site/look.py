"""外观 · what every page shows round its content: colours, font size, names, navigation. Also the page that changes them."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from huying.directory.access import Access, Door, Signed, open_to_all, signed_in
from huying.directory.models import Area, Post
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.post.carriers.inbox.mailbox import ringing
from huying.post.heartbeat import BACKUP_FAILED, HELD, KEEPER, heard, silent
from huying.site.nav import DESK, OWN, SIGN_OUT, TABS, Way

THEMES = frozenset({"dark", "light"})
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Link:
    """One line of a navigation."""

    url: str
    icon: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A few links under one heading."""

    label: str
    links: list[Link]


class Look:
    """Read lazily by the templates: a page pays only for what it shows."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def theme(self) -> str:
        """深浅色 · chosen by hand, or empty: as the device likes."""
        chosen = self._request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @property
    def elder(self) -> bool:
        """大字版."""
        return self._request.COOKIES.get("elder") == "1"

    @property
    def place(self) -> str:
        """The district's name."""
        return _place()

    @property
    def post(self) -> str:
        """The posts of whoever is signed in, in words."""
        return "、".join(f"{post.unit} · {post.get_role_display()}" for post in self._posts[:2])

    @property
    def tabs(self) -> list[Link]:
        """The bottom bar of a resident's page."""
        return list(self._links(TABS))

    @property
    def own(self) -> list[Link]:
        """The menu behind one's own name."""
        return list(self._links(OWN))

    @property
    def unread(self) -> int:
        """通知 · how many letters wait for whoever is signed in."""
        return ringing(self._request.user, at=now()) if self._request.user.is_authenticated else 0

    @property
    def stalled(self) -> bool:
        """守时停了 · nobody keeps time: said on every page (TRUST decision 12)."""
        return silent(KEEPER, now())

    @property
    def held(self) -> bool:
        """停发 · after a restore no letter goes out before somebody says so."""
        return HELD in heard(now())

    @property
    def unsafe(self) -> bool:
        """没有备份成 · said to those who can do something about it."""
        return Role.SYSTEM_ADMIN in self._roles and BACKUP_FAILED in heard(now())

    @property
    def sign_out(self) -> str:
        """Where signing out is posted."""
        return _door(SIGN_OUT, settings.ROOT_URLCONF).url

    def nav(self) -> SafeString:
        """The side navigation: what this person's posts open, drawn once for all who hold the same and are at the same door."""
        return _drawn(frozenset(self._roles), self._door, (settings.ROOT_URLCONF, get_language()))

    @cached_property
    def _door(self) -> str:
        """The door that leads here; of two, one within the other's address, the inner one."""
        urls = (_door(way.page, settings.ROOT_URLCONF).url for _label, ways in DESK for way in ways)
        return max((url for url in urls if url and self._request.path.startswith(url)), key=len, default="")

    def _links(self, ways: Iterable[Way]) -> Iterator[Link]:
        for door, way in _open_doors(ways, self._roles):
            yield Link(door.url, way.icon, str(way.label), self._is_here(door.url))

    def _is_here(self, url: str) -> bool:
        """Of two doors, one within the other's address, the inner one."""
        path = self._request.path
        return path == url if url == "/" else path.startswith(url) and len(url) >= len(self._door)

    @cached_property
    def _roles(self) -> set[str]:
        """The roles of today, asked once for the whole navigation."""
        return {post.role for post in self._posts}

    @cached_property
    def _posts(self) -> list[Post]:
        return self._request.user.posts_on(localdate(now())) if self._request.user.is_authenticated else []


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `look` for every page."""
    seen = Look(request)
    return {"look": seen}


@require_GET
@open_to_all
def choose(request: HttpRequest) -> HttpResponse:
    """大字版与深浅色 · /look/?elder=1&back=/ remembers the choice in this browser and goes back."""
    back = request.GET.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    answer = HttpResponseRedirect(back if safe else "/")
    for name, allowed in (("elder", {"0", "1"}), ("theme", THEMES)):
        if request.GET.get(name) in allowed:
            answer.set_cookie(name, request.GET[name], max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return answer


@require_GET
@signed_in
def bell(request: Signed) -> HttpResponse:
    """铃 · /look/bell/ the bell alone, for a page that stays open."""
    return render(request, "parts/bell.html")


class PageDoor(NamedTuple):
    """Where a page is, or nothing while its room is not built; and whom it lets in."""

    url: str
    access: Access | None


@cache
def _door(page: str, urls: str) -> PageDoor:
    """Asked of the page once: addresses do not change while we run."""
    try:
        url = reverse(page)
    except NoReverseMatch:
        return PageDoor("", None)
    return PageDoor(url, getattr(resolve(url).func, "access", None))


def _open_doors(ways: Iterable[Way], roles: AbstractSet[str]) -> Iterator[tuple[PageDoor, Way]]:
    """Those that open for these roles, as the pages themselves say."""
    for way in ways:
        door = _door(way.page, settings.ROOT_URLCONF)
        free = door.access is None or door.access.door is not Door.ROLES
        if door.url and (free or not (door.access and door.access.roles.isdisjoint(roles))):
            yield door, way


@lru_cache(maxsize=512)
def _drawn(roles: AbstractSet[str], here: str, _where: tuple[str, str | None]) -> SafeString:
    """By the addresses and in the language of the moment, which only have to be part of what is remembered."""
    groups = [
        Group(str(label), [Link(door.url, way.icon, str(way.label), door.url == here) for door, way in opened])
        for label, ways in DESK
        if (opened := list(_open_doors(ways, roles)))
    ]
    return mark_safe(render_to_string("parts/nav.html", {"groups": groups}))  # noqa: S308 (drawn by a template)


def _place() -> str:
    """Asked once a minute: every page shows it, and it hardly ever changes."""
    return _named(settings.HUYING_JURISDICTION, int(now().timestamp()) // 60)


@lru_cache(maxsize=1)
def _named(code: str, minute: int) -> str:
    area = Area.objects.filter(code=code).only("name").first()
    return area.name if area else ""
