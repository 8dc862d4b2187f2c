"""指南的页面 · the shelf, and one sheet for the printer. Open to all: they hold nothing but how to use the program."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from huying.directory.access import open_to_all
from huying.directory.clocks import Clock
from huying.directory.models import Limit
from huying.directory.models.valid import in_force
from huying.kit.clock import now
from huying.site.guide import door, field, lead
from huying.site.guide.sheet import Sheet
from huying.site.guide.terms.book import BOOK

SHELF: tuple[Sheet, ...] = (
    door.RESIDENT, door.OPERATOR, door.DISPATCHER, field.LIAISON, field.FIELD, field.UNIT_LEADER,
    lead.LEADER, lead.SUPERVISOR, lead.CALLER, lead.ASSESSOR, lead.ADMINISTRATOR,
)  # fmt: skip
BY_NAME = {sheet.name: sheet for sheet in SHELF}


@dataclass(frozen=True, slots=True)
class Pressing:
    """A clock and the lines of the limit table that hold today."""

    clock: Clock
    limits: Sequence[Limit]


@open_to_all
@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    """/guide/ · one sheet a role."""
    return render(request, "guide/shelf.html", {"shelf": SHELF})


@open_to_all
@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    """/guide/terms/ · every word that staff read, with what it means."""
    return render(request, "guide/terms.html", {"book": BOOK})


@open_to_all
@require_GET
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """/guide/<name>/ · one page of paper; the limits on it are those of the table today."""
    sheet = BY_NAME.get(name)
    if sheet is None:
        raise Http404
    return render(request, "guide/guide.html", {"sheet": sheet, "pressing": pressing(sheet), "opens": _address(sheet)})


def pressing(sheet: Sheet) -> list[Pressing]:
    """Those of its clocks that have a limit."""
    limits = list(
        Limit.objects.filter(in_force(localdate(now())), clock__in=sheet.clocks).order_by("clock", "limit_class", "pk")
    )
    found = [Pressing(clock, [limit for limit in limits if limit.clock == clock]) for clock in sheet.clocks]
    return [one for one in found if one.limits]


def _address(sheet: Sheet) -> str:
    try:
        return reverse(sheet.opens)
    except NoReverseMatch:
        return ""
