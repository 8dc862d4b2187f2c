"""诉求件的页面 · the desk, the list, the page of one case, a look at who asked, a comment."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huying.case.channels import Channel
from huying.case.comment import comment
from huying.case.hall.address import again
from huying.case.hall.desk import figures
from huying.case.hall.export import EXPORTERS
from huying.case.hall.filters import DAYS, NAMES, TICKS, WORDS
from huying.case.hall.folder import find, folder
from huying.case.hall.listing import Listing, listing
from huying.case.hall.names import TREES, suggested
from huying.case.hall.seeing import SEERS, look, record_search
from huying.case.hall.today import today
from huying.case.models import Case, Kind
from huying.case.once import once
from huying.case.refused import Refused
from huying.directory.access import Signed, holds, roles, signed_in
from huying.directory.acts import address_of
from huying.kit.clock import now

WRITTEN_MOST = 80
REASON_MOST = 200


@require_GET
@signed_in
def desk(request: Signed) -> HttpResponse:
    """工作台 · what waits for me, what ends first, what has changed."""
    at = now()
    shown = {"figures": figures(request.user, at=at), "today": today(request.user, at=at), "now": at}
    return render(request, "case/desk.html", shown)


@require_GET
@roles(*SEERS)
def cases(request: Signed) -> HttpResponse:
    """诉求件 · the list."""
    at = now()
    found = listing(request.GET, request.user, at=at)
    record_search(found.asked.sought, by=request.user, at=at, address=address_of(request))
    shown = {
        "list": found, "now": at, "kinds": Kind.choices, "channels": Channel.choices, "names": _names(found),
        "may_export": holds(request.user, EXPORTERS), **_addresses(request.GET),
    }  # fmt: skip
    return render(request, "case/list.html", shown)


def _names(found: Listing) -> list[tuple[str, str, str]]:
    """The fields in which a name is typed: which, what it is called, what stands in it."""
    labels = (("unit", _("承办单位")), ("area", _("区域")), ("matter", _("事项")))
    return [(name, label, found.asked.wanted.names.get(name, "")) for name, label in labels]


def _addresses(given: QueryDict) -> dict[str, str]:
    """This list; the same without the words sought; the same without its filters."""
    return {
        "here": again(given),
        "plain": again(given, q=""),
        "bare": again(given, **dict.fromkeys((*WORDS, *DAYS, *NAMES, *TICKS), "")),
    }


@require_GET
@roles(*SEERS)
def names(request: Signed, of: str) -> HttpResponse:
    """名称提示 · for a field that is being typed in."""
    if of not in TREES:
        raise Http404
    found = suggested(of, request.GET.get(of, "").strip()[:WRITTEN_MOST])
    return render(request, "case/names.html", {"names": found})


@require_GET
@roles(*SEERS)
def case_page(request: Signed, number: str) -> HttpResponse:
    """一件 · everything of it that its reader may see."""
    return _folder(request, _found(request, number))


@require_POST
@roles(*SEERS)
def reveal(request: Signed, number: str) -> HttpResponse:
    """查看留痕 · who asked, shown once to somebody who says why; the address alone shows nothing."""
    case, reason = _found(request, number), request.POST.get("reason", "")[:REASON_MOST]
    try:
        shown = look(case, by=request.user, reason=reason, at=now(), address=address_of(request))
    except Refused as refusal:
        return _folder(request, case, refusal=refusal)
    return render(request, "case/reveal.html", {"case": case, "shown": shown})


@require_POST
@roles(*SEERS)
def comment_on(request: Signed, number: str) -> HttpResponse:
    """批注 · sent twice is one."""
    at, case = now(), _found(request, number)
    words = request.POST.get("words", "")
    try:
        _comment_once(request, case, words, at)
    except Refused as refusal:
        return _folder(request, case, refusal=refusal, written=words)
    messages.success(request, _("批注已记入办理经过。"))
    return _back(request, case)


def _comment_once(request: Signed, case: Case, words: str, at: datetime) -> None:
    key = request.POST.get("idempotency_key", "")[:WRITTEN_MOST]

    def deed() -> dict[str, Any]:
        comment(case, words=words, by=request.user, at=at)
        return {}

    if not key:
        deed()
        return
    once(key, door="comment", body={"case": case.pk, "by": request.user.pk, "words": words}, at=at, deed=deed)


def _back(request: Signed, case: Case) -> HttpResponse:
    """To the page of the case; a script is told where to go, so that the message waits for the page that shows it."""
    address = reverse("case", args=[case.number])
    if "X-Asks-Where" in request.headers:
        return HttpResponse(headers={"X-Goes-To": address})
    return HttpResponseRedirect(f"{address}#course")


def _found(request: Signed, number: str) -> Case:
    """What may not be seen is not there."""
    case = find(number, request.user, at=now())
    if case is None:
        raise Http404
    return case


def _folder(request: Signed, case: Case, *, refusal: Refused | None = None, written: str = "") -> HttpResponse:
    at = now()
    shown = {"folder": folder(case, request.user, at=at), "case": case, "now": at, "refusal": refusal}
    return render(request, "case/page.html", shown | {"written": written}, status=refusal.status if refusal else 200)
