"""导入的页面 · the files, a new one, and what it would become before anything is written."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huying.case.refused import Refused
from huying.directory import acts
from huying.directory.access import Signed, roles
from huying.directory.jurisdiction import here
from huying.directory.models import What
from huying.directory.roles import Role
from huying.kit import sheet
from huying.kit.clock import now
from huying.kit.whole import whole
from huying.steps.intake.imports import jobs, mapping, store
from huying.steps.intake.imports.fields import Field
from huying.steps.intake.imports.forms import Form
from huying.steps.intake.imports.models import Job, State
from huying.steps.intake.imports.preview import Preview, preview
from huying.steps.intake.imports.results import result

PAGE = 30


@roles(Role.DISPATCHER)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: Signed) -> HttpResponse:
    """/imports/ · the files brought in, the latest first, and the door for another."""
    at = now()
    if request.method == "POST":
        return _uploaded(request, request.FILES.get("file"), at)
    return _listed(request)


@roles(Role.DISPATCHER)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Signed, pk: int) -> HttpResponse:
    """/imports/7/ · a file that waits is shown as it would become; one under way or done, as it went."""
    at, job = now(), get_object_or_404(Job.objects.select_related("by"), pk=pk, jurisdiction=here())
    if job.state != State.DRAFT:
        return result(request, job, at)
    form = Form.read(request.POST) if request.method == "POST" else None
    try:
        shown = _preview(job, form, at)
        if form and form.starts:
            return _start(request, job, shown, at)
        return _shown(request, job, shown)
    except sheet.Unreadable as refusal:
        messages.error(request, _(refusal.words) % refusal.values)
        return redirect("imports")


@roles(Role.DISPATCHER)
@require_POST
def drop(request: Signed, pk: int) -> HttpResponse:
    """放弃 · the file is deleted; nothing was written."""
    job = get_object_or_404(Job, pk=pk, jurisdiction=here())
    if jobs.drop(job, at=now()):
        messages.success(request, _("已放弃“%(name)s”，文件已删除。") % {"name": job.name})
    return redirect("imports")


def _listed(request: Signed, *, refused: str = "", status: int = 200) -> HttpResponse:
    rows = Job.objects.filter(jurisdiction=here()).exclude(state=State.DROPPED).select_related("by").order_by("-pk")
    before = whole(request.GET.get("before", ""))
    page = list(rows if before is None else rows.filter(pk__lt=before))[: PAGE + 1]
    older = str(page[PAGE - 1].pk) if len(page) > PAGE else ""
    shown = {"jobs": page[:PAGE], "older": older, "refused": refused, "most": store.MOST // store.MEGABYTE}
    return render(request, "imports/list.html", shown, status=status)


def _uploaded(request: Signed, file: "UploadedFile[Any] | None", at: datetime) -> HttpResponse:
    """Kept first, then looked at: what cannot be read is said at once."""
    if file is None or not file.name:
        return _listed(request, refused=_("请先选择表格文件。"), status=422)
    try:
        stored = store.keep(file.name, file.chunks())
        job = jobs.upload(file.name, stored, "", by=request.user, at=at)
        try:
            shown = preview(store.path_of(job), at=at)
        except sheet.Unreadable as refusal:
            jobs.drop(job, at=at)
            return _listed(request, refused=_(refusal.words) % refusal.values, status=422)
    except Refused as refusal:
        return _listed(request, refused=str(refusal), status=refusal.status)
    job.source, job.total = shown.source, shown.total
    job.save(update_fields=["source", "total"])
    return redirect("import", pk=job.pk)


def _preview(job: Job, form: Form | None, at: datetime) -> Preview:
    path = store.path_of(job)
    if form is None:
        return preview(path, at=at, source=job.source)
    return preview(path, at=at, chosen=form.chosen, source=form.source or job.source)


def _start(request: Signed, job: Job, shown: Preview, at: datetime) -> HttpResponse:
    try:
        started = jobs.queue(job, shown.names, shown.chosen, shown.source, at=at)
    except Refused as refusal:
        return _shown(request, job, shown, refused=str(refusal), status=refusal.status)
    if started:
        subject = f"{job.name} → {shown.source}"
        acts.record(What.IMPORTED, by=request.user, at=at, address=acts.address_of(request), subject=subject)
    return redirect("import", pk=job.pk)


def _shown(request: Signed, job: Job, shown: Preview, *, refused: str = "", status: int = 200) -> HttpResponse:
    before = Job.objects.filter(jurisdiction=here(), digest=job.digest, state=State.DONE).order_by("-pk").first()
    more = {
        "job": job, "shown": shown, "fields": list(Field), "sources": mapping.sources(shown.names), "before": before,
        "doubts": [(_(words), count) for words, count in shown.notices.items()], "refused": refused,
    }  # fmt: skip
    return render(request, "imports/preview.html", more, status=status)
