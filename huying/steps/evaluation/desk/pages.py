"""回访台的页面 · the list; one call with its script; the phone, shown once and on record; answers, or why there are none."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huying.case.acts.found import case_for
from huying.case.acts.pages import key_of
from huying.case.hall.seeing import Shown, look
from huying.case.identity import may_reveal
from huying.case.models import Case
from huying.case.once import once
from huying.case.refused import Refused
from huying.case.steps import Stage
from huying.case.tracking import new_key
from huying.directory.access import Signed, roles
from huying.directory.acts import address_of
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.kit.text import mask_words
from huying.steps.evaluation.call_back import Attempt, call_back
from huying.steps.evaluation.desk.queue import calls, queue
from huying.steps.evaluation.distance import keep_distance
from huying.steps.evaluation.forms import AttemptForm, RateForm
from huying.steps.evaluation.rate import rate

Deed = Callable[[], None]
Words = Callable[[Case], str]


@require_GET
@roles(Role.CALLER)
def callbacks(request: Signed) -> HttpResponse:
    """/callbacks/ · the calls to make now; ?later=1 those that wait for the next half-day."""
    at = now()
    shown = {"queue": queue(request.user, request.GET, at=at), "later": request.GET.get("later") == "1", "now": at}
    return render(request, "evaluation/desk/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(Role.CALLER)
def call(request: Signed, number: str) -> HttpResponse:
    """/callbacks/<number>/ · the script and the questions; what was answered is posted here."""
    at = now()
    case = _case(request, number, at)
    if request.method != "POST":
        return _page(request, case, at)
    form = RateForm(request.POST)
    if not form.is_valid():
        return _page(request, case, at, status=422, rate=form)

    def deed() -> None:
        rate(case, answers=form.answers, channel="phone", by=request.user, at=at)

    return _once(request, case, at, form.cleaned_data, deed, rate=form)


@require_POST
@roles(Role.CALLER)
def attempt(request: Signed, number: str) -> HttpResponse:
    """POST /callbacks/<number>/attempt/ · nobody answered, refused, a wrong number, or it cannot be asked."""
    at = now()
    case = _case(request, number, at)
    form = AttemptForm(request.POST)
    if not form.is_valid():
        return _page(request, case, at, status=422, attempt=form)

    def deed() -> None:
        given = form.cleaned_data
        call_back(case, attempt=Attempt(given["attempt"]), words=given["words"], by=request.user, at=at)

    return _once(request, case, at, form.cleaned_data, deed, attempt=form)


@require_POST
@roles(Role.CALLER)
def phone(request: Signed, number: str) -> HttpResponse:
    """POST /callbacks/<number>/phone/ · the look is on record, twice, before the number is shown."""
    at = now()
    case = _case(request, number, at)
    try:
        who = look(case, by=request.user, reason=_("回访"), at=at, address=address_of(request))
    except Refused as refusal:
        return _page(request, case, at, status=refusal.status, said=str(refusal))
    return _page(request, case, at, who=who)


def _case(request: Signed, number: str, at: datetime) -> Case:
    """One that this person may call about."""
    case = case_for(request.user, number, at=at)
    keep_distance(case, request.user)
    return case


def _once(request: Signed, case: Case, at: datetime, given: dict[str, Any], deed: Deed, **forms: Any) -> HttpResponse:
    """Once, however often it is sent; then back to the list, with what became of the case."""

    def done() -> dict[str, Any]:
        deed()
        return {"told": became(case)}

    try:
        body = {"case": case.pk, "by": request.user.pk} | given
        answer, _first = once(key_of(request), door="callback", body=body, at=at, deed=done)
    except Refused as refusal:
        case, written = case_for(request.user, case.number, at=at), given.get("reason") or given.get("words") or ""
        return _page(request, case, at, status=refusal.status, said=str(refusal), written=written, **forms)
    messages.success(request, f"{case.number} {answer['told']}")
    return _on(request, reverse("callbacks"))


def _on(request: Signed, address: str) -> HttpResponse:
    """A script is told where to go, so that the message waits for the page that shows it."""
    if "X-Asks-Where" in request.headers:
        return HttpResponse(status=200, headers={"X-Goes-To": address})
    return HttpResponseRedirect(address)


def became(case: Case) -> str:
    """What follows, in words."""
    if case.stage == Stage.CLOSED:
        return _("已记下，此件办结。")
    if case.stage == Stage.REVIEW:
        return _("已记下，转上一级复核。")
    if case.stage == Stage.AWAITING:
        return _("已记下，换半天再打。")
    return _("已记下，退回%(unit)s重新办理，第 %(round)s 次。") % {"unit": case.unit or "", "round": case.round}


def _page(
    request: Signed,
    case: Case,
    at: datetime,
    *,
    status: int = 200,
    said: str = "",
    written: str = "",
    who: Shown | None = None,
    **forms: Any,
) -> HttpResponse:
    shown = {
        "case": case, "now": at, "said": said, "written": written, "who": who, "key": new_key(), "title": mask_words(case.title),
        "call": calls([case], at=at)[0], "awaits": case.stage == Stage.AWAITING,
        "callable": bool(case.identity.masked_phone) and may_reveal(case, request.user, at=at),
        "rate": forms.get("rate") or RateForm(), "attempt": forms.get("attempt") or AttemptForm(), **_words(case),
    }  # fmt: skip
    return render(request, "evaluation/desk/call.html", shown, status=status)


def _words(case: Case) -> dict[str, str]:
    """The request and the last reply, masked."""
    replied = case.entries.filter(deed="replied").order_by("-seq").values_list("seq", flat=True).first()
    said = dict(case.words.filter(seq__in=(1, replied or 0), redacted_at=None).values_list("seq", "text"))
    return {"asked": mask_words(said.get(1, "")), "replied": mask_words(said.get(replied or 0, ""))}
