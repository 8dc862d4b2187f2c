"""谁能进门 · every page says who may open it; a page that does not say fails a test (TRUST, decision 11).

    @require_GET
    @roles(Role.DISPATCHER, Role.OPERATOR)
    def board(request: Signed) -> HttpResponse: ...

What a page then shows is decided by `Case.objects.seen_by(request.user, at=…)`: the door is not the permission.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.directory.account.settling import unsettled
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class NotSignedIn(PermissionDenied):
    """Nobody is signed in any more, and something was sent."""


class Door(Enum):
    """How a page is guarded."""

    OPEN = "anybody may come in"
    RESIDENTS = "anybody may come in, who brings the secret that the page itself asks for"
    ENTRY = "signed in, though the password or the second factor is still to be settled"
    SIGNED_IN = "signed in, and everything settled"
    ROLES = "signed in, and holding one of the posts"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a page. Tests walk every address and read this."""

    door: Door
    roles: frozenset[Role] = frozenset()


class Signed(HttpRequest):
    """The request of somebody signed in: what a guarded page is handed."""

    user: Person


def open_to_all(view: View) -> View:
    """对外公开 · anybody, signed in or not."""
    return _marked(view, Access(Door.OPEN))


def residents(view: View) -> View:
    """诉求人 · no account; the page asks for the tracking code or the like itself."""
    return _marked(view, Access(Door.RESIDENTS))


def signed_in(view: View) -> View:
    """登录后 · everybody who works here."""
    return _guarded(view, Access(Door.SIGNED_IN))


def on_entry(view: View) -> View:
    """登录手续 · the few pages for changing the password, setting up the second factor and leaving."""
    return _guarded(view, Access(Door.ENTRY))


def roles(*entitled: Role) -> Callable[[View], View]:
    """限定岗位 · whoever holds at least one of these posts in force today."""
    if not entitled:
        raise ValueError("a page guarded by roles names at least one")

    def guard(view: View) -> View:
        return _guarded(view, Access(Door.ROLES, frozenset(entitled)))

    return guard


def holds(person: Person, entitled: frozenset[Role]) -> bool:
    """Whether the person has one of those posts in force today."""
    return any(post.role in entitled for post in person.posts_on(localdate(now())))


def admits(access: Access | None, person: Person) -> bool:
    """Whether that page opens for that person; one that does not say, opens for nobody."""
    if access is None:
        return False
    return access.door is not Door.ROLES or holds(person, access.roles)


def _marked(view: View, access: Access) -> View:
    """A view of its own with the mark on it, so that the marked function is never shared."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    marked.access = access  # type: ignore[attr-defined]
    return marked  # type: ignore[return-value]


def _guarded(view: View, access: Access) -> View:
    """The view behind its door. What it shows is never kept by a browser or a proxy."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if access.door is not Door.ENTRY and (step := unsettled(request.user, at=now())):
            return lead_to(request, step)
        if not admits(access, request.user):
            raise PermissionDenied(_("您的岗位不能打开此页面。如确需使用，请联系安全管理员。"))
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    guarded.access = access  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A reader is led to the sign-in page and back. Whoever was sending something is told, so that nothing typed is lost."""
    if request.method not in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        raise NotSignedIn(_("您还没有登录，或离开太久已自动退出，刚才的内容没有提交。请在新窗口登录后再试一次。"))
    return lead_to(request, settings.LOGIN_URL)


def lead_to(request: HttpRequest, page: str) -> HttpResponse:
    """To another page first, and back afterwards; a script is told 401 in its own form."""
    address = resolve_url(page)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": address, "Cache-Control": "no-store"})
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"refused": _("请先登录。")}, status=401)
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(address)
