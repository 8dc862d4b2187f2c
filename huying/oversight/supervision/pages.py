"""督办中心的页面 · the lanes with their true counts, and the whole of one lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huying.case.hall.by_due import first_of, page_by_due
from huying.case.hall.rows import where
from huying.case.models import Case, Deadline
from huying.case.sight import may
from huying.directory.access import Signed, roles
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.kit.text import mask_words
from huying.oversight.supervision.lanes import BY_NAME, LANES, Lane, cases_in, clocks_of, totals

SUPERVISORS = (Role.SUPERVISOR, Role.LEADER, Role.MAIN_LEADER)
SHOWN, SIZE = 4, 30


@dataclass(frozen=True, slots=True)
class Card:
    """One case in a lane: its clock, and the next action, if this reader may."""

    case: Case
    title: str
    where: str
    clock: Deadline | None
    act: str
    verb: str
    acted: bool


@require_GET
@roles(*SUPERVISORS)
def supervision(request: Signed) -> HttpResponse:
    """/supervision/ · all lanes, the first few cases of each."""
    at, by = now(), request.user
    found = totals(by, at=at)
    lanes = [(lane, found[lane.name], _first(lane, by, at) if found[lane.name] else []) for lane in LANES]
    return render(request, "supervision/lanes.html", {"lanes": lanes, "now": at})


@require_GET
@roles(*SUPERVISORS)
def lane(request: Signed, name: str) -> HttpResponse:
    """/supervision/<lane>/ · all of it, a page at a time."""
    at, chosen = now(), BY_NAME.get(name)
    if chosen is None:
        raise Http404
    found = cases_in(chosen, request.user, at=at)
    page = page_by_due(found, request.GET, size=SIZE)
    shown = {"lane": chosen, "total": totals(request.user, at=at)[name], "now": at, "page": page}
    return render(request, "supervision/lane.html", shown | {"cards": _cards(chosen, page.cases, request.user, at)})


def _first(chosen: Lane, by: Person, at: datetime) -> list[Card]:
    return _cards(chosen, first_of(cases_in(chosen, by, at=at), "due", "pk", most=SHOWN), by, at)


def _cards(chosen: Lane, cases: Sequence[Case], by: Person, at: datetime) -> list[Card]:
    clocks = clocks_of(cases)
    return [_card(chosen, case, clocks.get(case.pk), by, at) for case in cases]


def _card(chosen: Lane, case: Case, clock: Deadline | None, by: Person, at: datetime) -> Card:
    allowed = may(by, chosen.deed, case, at=at)
    return Card(
        case=case,
        title=mask_words(case.title) or case.number,
        where=" · ".join(part for part in (case.unit.name if case.unit else _("尚未交办"), where(case)) if part),
        clock=clock,
        act=chosen.act if allowed else "",
        verb=str(chosen.verb),
        acted=bool(getattr(case, "acted", False)),
    )
