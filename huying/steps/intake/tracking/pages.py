"""查进度的页面 · the whole course at any time, without an account (LF7); adding something; taking it back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from huying.case import tracking
from huying.case.course import course
from huying.case.deeds import DEEDS
from huying.case.models import Case
from huying.case.numbers import row_of
from huying.case.once import once
from huying.case.refused import Refused
from huying.case.who import RESIDENT
from huying.directory.access import residents
from huying.directory.acts import address_of
from huying.kit.clock import now
from huying.steps.intake.body import received
from huying.steps.intake.pace import Pace, keep_pace
from huying.steps.intake.photos.take import Taken, take
from huying.steps.intake.resident.key import key_of
from huying.steps.intake.supplement import supplement
from huying.steps.intake.tracking.forms import FindForm, SupplementForm, WithdrawForm
from huying.steps.intake.withdraw import withdraw

Forms = dict[str, Any]


@residents
@csrf_exempt  # no account, no cookie: there is nothing a stranger's page could borrow
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """/track/ · number and last four digits; found, on to a link that is good for half an hour."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(reverse("track_case", args=[_found(request, form, now())]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return render(request, "intake/tracking/find.html", {"form": form}, status=refusal.status)
    return render(request, "intake/tracking/find.html", {"form": form}, status=422 if form.errors else 200)


@residents
@never_cache
@require_http_methods(["GET", "HEAD"])
def case_page(request: HttpRequest, code: str) -> HttpResponse:
    """/track/<code>/ · the six steps, the public lines, and what may still be done."""
    at = now()
    return _page(request, code, _opened(code, at), at)


@residents
@csrf_exempt
@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    """POST /track/<code>/add/ · more words, more photos."""
    at = now()
    case = _opened(code, at)
    try:
        received(request)
    except Refused as refusal:
        return _page(request, code, case, at, status=refusal.status, said=str(refusal))
    form, taken = SupplementForm(request.POST), take(request, at=at)
    if not form.is_valid() or taken.faults:
        return _page(request, code, case, at, status=422, more=form, taken=taken)
    words = form.cleaned_data["words"]

    def deed() -> dict[str, Any]:
        keep_pace(Pace.ADD, str(case.pk), at=at)
        supplement(case, words=words, photos=taken.photos, by=RESIDENT, at=at)
        return {}

    body = {"case": case.pk, "words": words, "photos": taken.named}
    return _done(request, code, case, at, body, deed, more=form, taken=taken)


@residents
@csrf_exempt
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """POST /track/<code>/withdraw/ · after the tick."""
    at = now()
    case, form = _opened(code, at), WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, code, case, at, status=422, back=form)

    def deed() -> dict[str, Any]:
        withdraw(case, by=RESIDENT, at=at, reason=form.cleaned_data["reason"])
        return {}

    body = {"case": case.pk, "withdraw": form.cleaned_data["reason"]}
    return _done(request, code, case, at, body, deed, back=form)


def _found(request: HttpRequest, form: FindForm, at: datetime) -> str:
    """The same words and the same work whether there is no such case or it is somebody else's (TRUST 8)."""
    number, tail = form.cleaned_data["number"], form.cleaned_data["tail"]
    keep_pace(Pace.TRACK, address_of(request), at=at)
    keep_pace(Pace.NUMBER, str(row_of(number) or number), at=at)  # however it is written, it is the same case
    case = tracking.found_by_phone(number, tail)
    if case is None:
        raise Refused(_("没有查到。请核对受理编号和登记电话的后四位；没有留电话的，请用提交后给您的链接查询。"))
    return tracking.visit_code(case, at=at)


def _opened(code: str, at: datetime) -> Case:
    case = tracking.found_by_code(code, at=at)
    if case is None:
        raise Http404
    return case


def _done(
    request: HttpRequest,
    code: str,
    case: Case,
    at: datetime,
    body: dict[str, Any],
    deed: Callable[[], dict[str, Any]],
    **forms: Any,
) -> HttpResponse:
    """Once, however often it is sent; a refusal comes back with everything that was filled in."""
    try:
        once(key_of(request), door="track", body=body, at=at, deed=deed)
    except Refused as refusal:
        return _page(request, code, case, at, status=refusal.status, said=str(refusal), **forms)
    return HttpResponseRedirect(reverse("track_case", args=[code]))


def _page(
    request: HttpRequest, code: str, case: Case, at: datetime, *, status: int = 200, said: str = "", **forms: Any
) -> HttpResponse:
    shown = {
        "code": code,
        "case": case,
        "page": course(case),
        "now": at,
        "said": said,
        "more": forms.get("more") or SupplementForm(),
        "back": forms.get("back") or WithdrawForm(),
        "taken": forms.get("taken") or Taken(),
        "may_add": case.where in DEEDS["supplemented"].origin,
        "may_withdraw": case.where in DEEDS["withdrawn"].origin,
        "key": tracking.new_key(),
        "remembered": "-t" not in code,
    }
    return render(request, "intake/tracking/case.html", shown, status=status)
