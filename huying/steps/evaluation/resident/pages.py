"""诉求人评价的页面 · rating by the secret link, and asking for more while the right to it runs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from huying.case import tracking
from huying.case.acts.pages import key_of
from huying.case.models import Case
from huying.case.once import once
from huying.case.refused import Refused
from huying.case.who import RESIDENT
from huying.directory.access import Signed, residents
from huying.directory.limiter import allow
from huying.kit.clock import now
from huying.steps.evaluation.forms import RateForm, ReopenForm
from huying.steps.evaluation.rate import rate
from huying.steps.evaluation.reopen import reopen
from huying.steps.evaluation.resident.card import rated_words

MOST, SPAN = 20, timedelta(minutes=10)
"""How often one link may be tried."""

Deed = Callable[[Case, datetime], None]


@residents
@csrf_exempt  # no account, no cookie: there is nothing a stranger's page could borrow
@require_POST
def rate_case(request: HttpRequest, code: str) -> HttpResponse:
    """POST /track/<code>/rate/ · sent twice is once; the second of two people hears that it was rated."""
    form = RateForm(request.POST)

    def deed(case: Case, at: datetime) -> None:
        rate(case, answers=form.answers, channel="link", by=RESIDENT, at=at)

    return _said(request, code, form, deed, "rate")


@residents
@csrf_exempt
@require_POST
def reopen_case(request: HttpRequest, code: str) -> HttpResponse:
    """POST /track/<code>/reopen/ · with a reason, while the right runs."""
    form = ReopenForm(request.POST)

    def deed(case: Case, at: datetime) -> None:
        reopen(case, reason=form.cleaned_data["reason"], by=RESIDENT, at=at)

    return _said(request, code, form, deed, "reopen")


def _said(request: HttpRequest, code: str, form: RateForm | ReopenForm, deed: Deed, name: str) -> HttpResponse:
    at = now()
    case = _opened(code, at)
    if not form.is_valid():
        said, again = rated_words(case) if name == "rate" else "", cast(dict[str, Any], {name: form})
        return _page(request, code, case, at, status=422, said=said, **again)
    try:
        _once(request, case, form, deed, name, at)
    except Refused as refusal:
        case = _opened(code, at)
        said = (rated_words(case) if name == "rate" else "") or str(refusal)
        written = str(form.cleaned_data.get("reason", ""))
        return _page(request, code, case, at, status=refusal.status, said=said, written=written, **_again(name, form))
    return HttpResponseRedirect(reverse("track_case", args=[code]))


def _again(name: str, form: RateForm | ReopenForm) -> dict[str, Any]:
    """What was written is not lost: the reason of a rating that comes too late stands where a new round is asked for."""
    if name == "rate":
        return {"rate": form, "reopen": ReopenForm(initial={"reason": form.cleaned_data.get("reason", "")})}
    return {name: form}


def _once(request: HttpRequest, case: Case, form: RateForm | ReopenForm, deed: Deed, name: str, at: datetime) -> None:
    def done() -> dict[str, Any]:
        if not allow(f"{name}:{case.pk}", limit=MOST, per=SPAN, at=at):
            raise Refused(_("尝试的次数太多，请过几分钟再试。您填写的内容没有丢失。"))
        deed(case, at)
        return {}

    body = {"case": case.pk, "deed": name} | form.cleaned_data
    once(key_of(cast(Signed, request)), door="track", body=body, at=at, deed=done)


def _opened(code: str, at: datetime) -> Case:
    case = tracking.found_by_code(code, at=at)
    if case is None:
        raise Http404
    return case


def _page(
    request: HttpRequest,
    code: str,
    case: Case,
    at: datetime,
    *,
    status: int,
    said: str,
    written: str = "",
    **forms: Any,
) -> HttpResponse:
    shown = {"code": code, "case": case, "now": at, "key": tracking.new_key(), "said": said, "written": written}
    answer = render(request, "evaluation/resident/page.html", shown | forms, status=status)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
