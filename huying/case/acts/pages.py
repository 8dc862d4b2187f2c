"""办件的页面 · POST /work/<number>/<act>/ does the deed once and goes back to the case; a refusal keeps what was written."""

import re
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huying.case.acts.form import ActForm
from huying.case.acts.found import case_for
from huying.case.acts.table import Act, act_named, is_open, standing
from huying.case.models import Case
from huying.case.once import once
from huying.case.refused import Refused
from huying.case.tracking import new_key
from huying.directory.access import Signed, signed_in
from huying.kit.clock import now

KEY = re.compile(r"[0-9A-Za-z-]{16,80}")
LANES = ("soon", "late", "silent", "bounced", "reopened", "summoned")
BACK = {"work": "/work/%s/", "list": "/work/", "lanes": "/supervision/"} | {
    f"lane-{name}": f"/supervision/{name}/" for name in LANES
}
"""Where somebody came from, by the word in the form; without one: the page of the case."""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Signed, number: str, name: str) -> HttpResponse:
    """Whoever sees the case may try; the deed table says who may."""
    at, chosen = now(), act_named(name)
    if chosen is None:
        raise Http404
    case = case_for(request.user, number, at=at)
    if request.method != "POST":
        form = chosen.form(case=case, by=request.user, at=at)
        return _page(request, chosen, case, form, at)
    form = chosen.form(request.POST, request.FILES, case=case, by=request.user, at=at)
    if not form.is_valid():
        return _page(request, chosen, case, form, at, status=422)
    try:
        _do(request, chosen, case, form, at)
    except Refused as refusal:
        return _refused(request, chosen, form, refusal, at)
    messages.success(request, form.done or _("已办：%(act)s") % {"act": chosen.label})
    return _on(request, came_from(request.POST.get("back", ""), number))


def key_of(request: Signed) -> str:
    """From the hidden field or the header; a name too short to be anybody's own is replaced."""
    given = request.POST.get("idempotency_key") or request.headers.get("Idempotency-Key", "")
    return given if KEY.fullmatch(given) else new_key()


def _do(request: Signed, chosen: Act, case: Case, form: ActForm, at: datetime) -> None:
    """Once, however often it is sent."""

    def deed() -> dict[str, Any]:
        form.do(case)
        return {"case": case.pk}

    body = {"case": case.pk, "by": request.user.pk, "act": chosen.name} | form.body()
    once(key_of(request), door="act", body=body, at=at, deed=deed)


def came_from(word: str, number: str) -> str:
    """The address to go back to."""
    address = BACK.get(word, "/cases/%s/")
    return address % number if "%s" in address else address


def _on(request: Signed, address: str) -> HttpResponse:
    """A script is told where to go, so that the message waits for the page that shows it."""
    if "X-Asks-Where" in request.headers:
        return HttpResponse(status=200, headers={"X-Goes-To": address})
    return HttpResponseRedirect(address)


def _refused(request: Signed, chosen: Act, form: ActForm, refusal: Refused, at: datetime) -> HttpResponse:
    """The case is read again: it may have moved. What was typed stays, the hidden version is the new one."""
    case = case_for(request.user, form.case.number, at=at)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = case.version  # type: ignore[index]
    for words in str(refusal).split("\n"):
        form.add_error(None, words)
    return _page(request, chosen, case, form, at, status=refusal.status)


def _page(request: Signed, chosen: Act, case: Case, form: ActForm, at: datetime, *, status: int = 200) -> HttpResponse:
    """The act alone on a page: for a phone, and for whatever was refused."""
    stands = standing(case, request.user, at=at)
    back = request.POST.get("back") or request.GET.get("back", "")
    shown = {
        "act": chosen, "case": case, "form": form, "key": new_key(), "stands": stands, "now": at,
        "is_open": is_open(chosen, stands), "back": back, "came_from": came_from(back, case.number),
    }  # fmt: skip
    return render(request, "case/acts/page.html", shown, status=status)
