"""推演的页面 · what was asked, a new question, how far it is, and what came of it."""

import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huying.case.refused import Refused
from huying.directory import acts
from huying.directory.access import Signed, roles
from huying.directory.jurisdiction import here
from huying.directory.models import What
from huying.directory.roles import Role
from huying.kit import sheet
from huying.kit.clock import now
from huying.kit.whole import whole
from huying.simulation.enough import FEWEST
from huying.simulation.models import State, Trial
from huying.simulation.other_list import Unfit, look
from huying.simulation.trials.ask import Question, ask, stop
from huying.simulation.trials.files import UPLOADED
from huying.simulation.trials.forms import SETS, SetForm, SpanForm
from huying.simulation.trials.results import results
from huying.simulation.trials.said import said
from huying.simulation.trials.sheet import columns, lines
from huying.simulation.trials.worker import KEPT_FOR

READERS = (Role.LEADER, Role.MAIN_LEADER, Role.ASSESSOR)
"""Those who decide on rules and those who reckon for them; administrators keep to their own duty."""

PAGE, MEGABYTE, MOST_MEGABYTES = 20, 1 << 20, 4
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def foresight(request: Signed) -> HttpResponse:
    """/foresight/ · a new question, and what was asked before."""
    at = now()
    given, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    span = SpanForm(given, files, today=localdate(at))
    sets = [SetForm(given, prefix, today=localdate(at)) for prefix in SETS]
    if given is None:
        return _listed(request, span, sets)
    return _asked(request, span, sets, at)


@roles(*READERS)
@require_safe
def one(request: Signed, pk: int) -> HttpResponse:
    """/foresight/7/ · how far it is, or what came of it."""
    trial = _trial(pk)
    shown = {"trial": trial, "sets": [said(rules) for rules in trial.rules], "kept": KEPT_FOR.days}
    found = results(trial) if trial.state == State.DONE else ()
    return render(request, "foresight/one.html", shown | {"results": found})


@roles(*READERS)
@require_safe
def progress(request: Signed, pk: int) -> HttpResponse:
    """Asked every other second while it is under way; when it has ended the whole page is loaded anew."""
    trial = _trial(pk)
    response = render(request, "foresight/progress.html", {"trial": trial})
    if trial.ended:
        response.headers["HX-Refresh"] = "true"
    return response


@roles(*READERS)
@require_POST
def halt(request: Signed, pk: int) -> HttpResponse:
    """停止 · the run under way is killed; nothing is kept of it."""
    stop(_trial(pk), at=now())
    return redirect("foresight_one", pk=pk)


@roles(*READERS)
@require_POST
def export(request: Signed, pk: int) -> HttpResponse:
    """导出 · the table as it is shown; on record."""
    trial, at, file = get_object_or_404(Trial, pk=pk, jurisdiction=here(), state=State.DONE), now(), BytesIO()
    subject = _("推演 %(pk)d") % {"pk": trial.pk}
    acts.record(What.EXPORTED, by=request.user, at=at, address=acts.address_of(request), subject=subject)
    sheet.write(file, columns(), lines(trial), title=_("推演"))
    name = quote(f"{_('推演')}-{trial.pk}.xlsx")
    disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(file.getvalue(), content_type=XLSX, headers=disposition)


def _asked(request: Signed, span: SpanForm, sets: list[SetForm], at: datetime) -> HttpResponse:
    if not all([span.is_valid(), *(one.is_valid() for one in sets)]):
        return _listed(request, span, sets, status=422)
    try:
        trial = ask(_question(span, sets, at), by=request.user, at=at)
    except Refused as refusal:
        return _listed(request, span, sets, refused=str(refusal), status=refusal.status)
    return redirect("foresight_one", pk=trial.pk)


def _question(span: SpanForm, sets: list[SetForm], at: datetime) -> Question:
    given, rules = span.cleaned_data, list(dict.fromkeys(one.rules() for one in sets if one.rules()))
    listing = _listing(given["listing"], at)
    if listing is None and any(f"={UPLOADED}" in one for one in rules):
        raise Refused(_("选了“上传的清单”，但没有上传文件。"))
    name = given["listing"].name if listing else ""
    span_of = (given["source"], given["first"], given["last"], given["cases"] or 0)
    return Question(*span_of, rules=rules, seeds=given["seeds"], listing=listing, listing_name=name)


def _listing(file: "UploadedFile[Any] | None", at: datetime) -> bytes | None:
    """Looked at before anybody waits for it: what cannot be a list here is said at once."""
    if file is None:
        return None
    if (file.size or 0) > MOST_MEGABYTES * MEGABYTE:
        raise Refused(_("清单文件超过 %d MB。") % MOST_MEGABYTES)
    content: bytes = file.read()
    with tempfile.NamedTemporaryFile(prefix="huying-list-", suffix=Path(file.name or "").suffix[:6]) as kept:
        kept.write(content)
        kept.flush()
        try:
            look(Path(kept.name), at=at)
        except Unfit as unfit:
            raise Refused(str(unfit)) from unfit
    return content


def _listed(
    request: Signed, span: SpanForm, sets: list[SetForm], *, refused: str = "", status: int = 200
) -> HttpResponse:
    rows = Trial.objects.filter(jurisdiction=here()).defer("figures", "listing").select_related("by").order_by("-pk")
    before = whole(request.GET.get("before", ""))
    page = list((rows if before is None else rows.filter(pk__lt=before))[: PAGE + 1])
    older = str(page[PAGE - 1].pk) if len(page) > PAGE else ""
    asked = [(trial, [said(rules) for rules in trial.rules if rules]) for trial in page[:PAGE]]
    shown = {"span": span, "sets": sets, "refused": refused, "asked": asked, "older": older, "fewest": FEWEST}
    return render(request, "foresight/list.html", shown | {"kept": KEPT_FOR.days}, status=status)


def _trial(pk: int) -> Trial:
    return get_object_or_404(Trial.objects.defer("listing").select_related("by"), pk=pk, jurisdiction=here())
