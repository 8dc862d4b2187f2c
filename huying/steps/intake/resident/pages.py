"""群众的页面 · home, my cases, the form, what is similar, the receipt. No account, no cookie, nothing personal in an address."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huying.case import tracking
from huying.case.course import card, due_of, request_of
from huying.case.refused import Refused
from huying.directory.access import open_to_all, residents
from huying.directory.acts import address_of
from huying.directory.boundary import boundary, has_boundary
from huying.kit.clock import now
from huying.steps.intake.alarms import ALARMS, calls_for
from huying.steps.intake.body import received
from huying.steps.intake.photos.take import Taken, take
from huying.steps.intake.promise import handling_limit, spelled
from huying.steps.intake.resident.forms import SubmitForm
from huying.steps.intake.resident.key import key_of
from huying.steps.intake.resident.likes import likes
from huying.steps.intake.resident.send import Sending, send
from huying.steps.intake.tiles import TILES, tile_named

REMEMBERED = 20
"""How many links a browser may ask about at once."""


@open_to_all
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """/ · the promise, the doors, my cases, what people come for most."""
    at = now()
    usual, urgent = spelled(handling_limit(at)), spelled(handling_limit(at, urgent=True))
    shown = {"tiles": TILES, "usual": usual, "urgent": urgent, "now": at}
    return render(request, "intake/resident/home.html", shown)


@residents
@csrf_exempt  # no account, no cookie: there is nothing a stranger's page could borrow
@require_POST
def mine(request: HttpRequest) -> HttpResponse:
    """POST /mine/ · the cases whose secret links this browser remembers, as cards."""
    codes = request.POST.getlist("code")[:REMEMBERED]
    found = tracking.found_by_codes(codes)
    due = due_of(found.values())
    cards = [(code, card(found[code], due.get(found[code].pk))) for code in codes if code in found]
    return render(request, "intake/resident/mine.html", {"cards": cards, "now": now()})


@residents
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """/submit/ · the form; after it is sent, on to the receipt."""
    at = now()
    if request.method == "POST":
        return _sent(request, at)
    tile = tile_named(request.GET.get("about", ""))
    form = SubmitForm(at=at, initial={"kind": tile.kind} if tile else None)
    return _form(request, form, Taken(), key=tracking.new_key(), hint=tile.hint if tile else "")


@residents
@csrf_exempt
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """POST /submit/similar/ · open cases that may be the same; a few fields of each, never a report."""
    at = now()
    form = SubmitForm(request.POST, at=at)
    form.is_valid()
    return render(request, "intake/resident/similar.html", {"likes": likes(form.cleaned_data, at=at)})


@open_to_all
@require_GET
def outline(request: HttpRequest) -> HttpResponse:
    """GET /submit/outline.json · the outline of the villages, fetched only when somebody wants the map."""
    if not has_boundary():
        raise Http404
    return HttpResponse(boundary(), content_type="application/json", headers={"Cache-Control": "max-age=86400"})


@residents
@never_cache
@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """/receipt/<code>/ · the number, the secret link, and how to come back."""
    case = tracking.found_by_code(code, at=now())
    if case is None:
        raise Http404
    link = request.build_absolute_uri(reverse("track_case", args=[code]))
    facts = {
        "code": code, "case": case, "link": link, "calls": calls_for(request_of(case)), "by_phone": case.identity.tail
    }  # fmt: skip
    return render(request, "intake/resident/receipt.html", facts)


def _sent(request: HttpRequest, at: datetime) -> HttpResponse:
    try:
        received(request)
    except Refused as refusal:
        return _refused(request, SubmitForm({}, at=at), Taken(), refusal)
    taken, form, key = take(request, at=at), SubmitForm(request.POST, at=at), key_of(request)
    if not form.is_valid() or taken.faults:
        return _form(request, form, taken, key=key, status=422)
    try:
        code = send(Sending(form.cleaned_data, taken.photos, taken.named, key, address_of(request)), at=at)
    except Refused as refusal:
        return _refused(request, form, taken, refusal)
    return HttpResponseRedirect(reverse("receipt", args=[code]))


def _refused(request: HttpRequest, form: SubmitForm, taken: Taken, refusal: Refused) -> HttpResponse:
    """The form comes back as it was filled in, with the words above it and a fresh key."""
    facts = {"said": str(refusal)}
    return _form(request, form, taken, key=tracking.new_key(), status=refusal.status, **facts)


def _form(
    request: HttpRequest, form: SubmitForm, taken: Taken, *, key: str, status: int = 200, **facts: object
) -> HttpResponse:
    shown = {
        "form": form, "key": key, "photos": taken.photos, "photo_faults": taken.faults, "alarms": ALARMS,
        "with_map": has_boundary(),
    }  # fmt: skip
    return render(request, "intake/resident/submit.html", shown | facts, status=status)
