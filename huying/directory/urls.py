"""名录网址 · the same few pages for each register; who may open them is its desk's to say."""

from collections.abc import Callable, Iterator

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from huying.directory.access import roles
from huying.directory.pages import browse, calendar, edit, index, matter, sheet
from huying.directory.pages.desks import DESKS
from huying.directory.roles import Role

Page = Callable[..., HttpResponseBase]


def _register(kind: str, readers: frozenset[Role], keepers: frozenset[Role], listed: Page) -> Iterator[URLPattern]:
    """The list, and a file in and out."""
    look, keep, one = roles(*readers, *keepers), roles(*keepers), {"kind": kind}
    yield path(f"{kind}/", look(listed), one, name=kind)
    yield path(f"{kind}/import/", keep(sheet.bring), one, name=f"{kind}-import")
    yield path(f"{kind}/import/confirm/", keep(sheet.confirm), one, name=f"{kind}-confirm")
    yield path(f"{kind}/export/", keep(sheet.give), one, name=f"{kind}-export")


def _rows(kind: str, readers: frozenset[Role], keepers: frozenset[Role], edited: Page) -> Iterator[URLPattern]:
    """One row of it."""
    look, keep, one = roles(*readers, *keepers), roles(*keepers), {"kind": kind}
    yield path(f"{kind}/<int:pk>/", look(browse.row), one, name=f"{kind}-row")
    yield path(f"{kind}/<int:pk>/edit/", keep(edited), one, name=f"{kind}-edit")


def _all() -> Iterator[URLPattern]:
    for kind, desk in DESKS.items():
        yield from _register(kind, desk.readers, desk.keepers, browse.rows)
        yield from _rows(kind, desk.readers, desk.keepers, edit.edit if desk.adds else matter.edit)
        if desk.adds:
            yield path(f"{kind}/new/", roles(*desk.keepers)(edit.new), {"kind": kind}, name=f"{kind}-new")
    yield from _register("calendar", calendar.READERS, calendar.KEEPERS, calendar.year)


KEEP_CALENDAR = roles(*calendar.KEEPERS)
KEEP_PEOPLE = roles(*DESKS["people"].keepers)
KEEP_MATTERS = roles(*DESKS["matters"].keepers)

urlpatterns = [
    path("", index.index, name="directory"),
    *_all(),
    path("calendar/day/", KEEP_CALENDAR(calendar.day), {"kind": "calendar"}, name="calendar-day"),
    path("calendar/edits/", KEEP_CALENDAR(calendar.edits), {"kind": "calendar"}, name="calendar-edits"),
    path("calendar/hours/", KEEP_CALENDAR(calendar.hours), {"kind": "calendar"}, name="calendar-hours"),
    path("people/<int:pk>/posts/<int:post>/", KEEP_PEOPLE(edit.post), {"kind": "people"}, name="people-post"),
    path("matters/<int:pk>/stop/", KEEP_MATTERS(matter.stop), {"kind": "matters"}, name="matters-stop"),
]
