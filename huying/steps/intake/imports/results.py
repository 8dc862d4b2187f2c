"""导入的结果 · how far a file is, what came of it, which rows were rejected, and which a person should look at."""

from dataclasses import dataclass
from datetime import datetime

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huying.case.models import Case
from huying.directory import acts
from huying.directory.access import Signed, roles
from huying.directory.jurisdiction import here
from huying.directory.models import What
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.kit.whole import whole
from huying.steps.intake.imports import store
from huying.steps.intake.imports.models import Job, Remark, State, Why

PAGE = 50
REJECTED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far, how fast, how long still."""

    percent: int
    rate: int
    left: int | None


def progress_of(job: Job, at: datetime) -> Progress:
    """From what is counted so far."""
    if not job.total or not job.started_at or not job.rows:
        return Progress(0, 0, None)
    rate = job.rows / max(1.0, (at - job.started_at).total_seconds())
    return Progress(min(100, job.rows * 100 // job.total), round(rate), round(max(0, job.total - job.rows) / rate))


@roles(Role.DISPATCHER)
@require_safe
def progress(request: Signed, pk: int) -> HttpResponse:
    """Asked every second while a file is on its way in; when it has ended the whole page is loaded anew."""
    job = _job(pk)
    response = render(request, "imports/progress.html", {"job": job, "progress": progress_of(job, now())})
    if job.ended:
        response.headers["HX-Refresh"] = "true"
    return response


@roles(Role.DISPATCHER)
@require_safe
def rejected(request: Signed, pk: int) -> HttpResponseBase:
    """拒收的行 · with the original columns and the reason; the download is written down."""
    job, at = _job(pk), now()
    path = store.rejected_path(job)
    if not path.exists():
        raise Http404(_("拒收的行已按保存期限删除。"))
    subject = _("拒收的行 %(count)d 条：%(name)s") % {"count": job.rejected, "name": job.name}
    acts.record(What.EXPORTED, by=request.user, at=at, address=acts.address_of(request), subject=subject)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@roles(Role.DISPATCHER)
@require_POST
def seen(request: Signed, pk: int, remark: int) -> HttpResponse:
    """已核对 · a person has looked at the row."""
    rows = Remark.objects.filter(pk=remark, job=pk, jurisdiction=here(), seen_at=None)
    rows.update(seen_at=now(), seen_by=request.user)
    return HttpResponse() if request.headers.get("HX-Request") else redirect("import", pk=pk)


def result(request: Signed, job: Job, at: datetime) -> HttpResponse:
    """One file that was begun."""
    marked = job.remarks.filter(why__in=[Why.CHANGED, Why.SUSPECTED], seen_at=None)
    after = whole(request.GET.get("before", ""))
    page = list((marked if after is None else marked.filter(pk__gt=after)).order_by("pk")[: PAGE + 1])
    shown = {
        "job": job,
        "progress": progress_of(job, at),
        "notices": [(_(words), count) for words, count in job.notices.items()],
        "rejected": job.remarks.filter(why=Why.REJECTED).order_by("row")[:REJECTED_SHOWN] if job.rejected else (),
        "can_download": job.rejected and job.state == State.DONE and store.rejected_path(job).exists(),
        "review": _with_cases(request, page[:PAGE], at),
        "older": str(page[PAGE - 1].pk) if len(page) > PAGE else "",
    }
    return render(request, "imports/result.html", shown)


def _with_cases(request: Signed, remarks: list[Remark], at: datetime) -> list[tuple[Remark, Case]]:
    """Only what this person may see."""
    keys = [remark.case_id for remark in remarks]
    cases = Case.objects.seen_by(request.user, at=at).select_related("suspected").in_bulk(keys)
    return [(remark, cases[remark.case_id]) for remark in remarks if remark.case_id in cases]


def _job(pk: int) -> Job:
    return get_object_or_404(Job, pk=pk, jurisdiction=here())
