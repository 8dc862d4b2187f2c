"""抢单大厅的页面 · the board, the same cards for polling, and the one tap that claims."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from huying.case.acts.found import case_for
from huying.case.refused import Refused
from huying.directory.access import Signed, roles
from huying.kit.clock import now
from huying.kit.points import reached
from huying.steps.dispatch.board.scope import ENTITLED, WATCHING, boards_of, own_units, scope_of
from huying.steps.dispatch.board.wall import hung, newest_line, wall
from huying.steps.dispatch.claim import claim
from huying.steps.dispatch.entitled import entitled_units
from huying.steps.dispatch.figures.today import tally_today

Words = dict[str, Any]


@require_GET
@roles(*ENTITLED, *WATCHING)
def board(request: Signed) -> HttpResponse:
    """/board/ · what hangs on this person's boards; the script keeps it live, without one the page reloads itself."""
    at = now()
    return render(request, "dispatch/board/board.html", _seen(request, at) | _figures(request, at))


@require_GET
@roles(*ENTITLED, *WATCHING)
def cards(request: Signed) -> HttpResponse:
    """/board/cards/ · the cards alone, for whoever has no stream."""
    return render(request, "dispatch/board/cards.html", _seen(request, now()))


@require_POST
@roles(*ENTITLED)
def claim_here(request: Signed) -> HttpResponse:
    """POST /board/claim/ · one tap. A script gets the card back as it is now, whoever won."""
    at = now()
    case = case_for(request.user, request.POST.get("number", ""), at=at)
    asked = entitled_units(case, request.user, at=at) or own_units(request.user, localdate(at))
    unit = next((one for one in asked if str(one.pk) == request.POST.get("unit")), asked[0])
    try:
        claim(case, unit=unit, by=request.user, at=at)
    except Refused as refusal:
        if not _by_script(request):
            raise
        return _card(request, case.pk, at, said=str(refusal), status=refusal.status)
    reached("claimed")
    return (
        _card(request, case.pk, at, won=True) if _by_script(request) else HttpResponseRedirect(f"/cases/{case.number}/")
    )


def _by_script(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def _seen(request: Signed, at: datetime) -> Words:
    """The newest line is read before the cards: what happens in between comes twice rather than not at all."""
    line = newest_line()
    found = wall(request.user, at=at)
    return {
        "line": line,
        "at": at,
        "open": [card for card in found if card.state == "open"],
        "settled": [card for card in found if card.state != "open"],
    }


def _figures(request: Signed, at: datetime) -> Words:
    day = localdate(at)
    boards = boards_of(request.user, day)
    return {
        "today": tally_today(at, boards),
        "claims": scope_of(request.user, day).claims,
        "units": own_units(request.user, day),
        "day": day,
    }


def _card(request: HttpRequest, pk: int, at: datetime, *, status: int = 200, **more: Any) -> HttpResponse:
    card = next((one.card for one in hung([pk])), None)
    return render(request, "dispatch/board/card.html", {"card": card, "at": at, **more}, status=status)
