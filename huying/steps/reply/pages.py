"""回复的页面 · the check while somebody writes; the templates of a unit."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huying.case.acts.found import case_for
from huying.case.sight import may
from huying.directory.access import Signed, roles, signed_in
from huying.kit.clock import now
from huying.steps.reply.check import faults
from huying.steps.reply.edit import keep_template, retire_template
from huying.steps.reply.forms import TemplateForm
from huying.steps.reply.reply import request_of
from huying.steps.reply.templating import EDITORS, PLACES, editable

LONGEST = 8000


@require_POST
@signed_in
def check(request: Signed, number: str) -> HttpResponse:
    """POST /reply/<number>/check/ · what is wrong with the reply as it stands; nothing is sent, nothing is kept."""
    at = now()
    case = case_for(request.user, number, at=at)
    if not may(request.user, "replied", case, at=at):
        raise Http404
    words = request.POST.get("words", "")[:LONGEST].strip()
    found = faults(words, request_of(case)) if words else []
    return render(request, "reply/faults.html", {"faults": found, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(*EDITORS)
def templates(request: Signed) -> HttpResponse:
    """/reply/templates/ · all that I may edit, and an empty form."""
    return _edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(*EDITORS)
def template(request: Signed, key: int) -> HttpResponse:
    """/reply/templates/<key>/ · one of them."""
    return _edited(request, key)


@require_POST
@roles(*EDITORS)
def retire(request: Signed, key: int) -> HttpResponse:
    """POST /reply/templates/<key>/retire/ · no longer offered."""
    at = now()
    row = editable(request.user, at=at).filter(pk=key).first()
    if row is None:
        raise Http404
    retire_template(row, by=request.user, at=at)
    messages.success(request, _("模板已停用：%(title)s") % {"title": row.title})
    return HttpResponseRedirect(reverse("reply_templates"))


def _edited(request: Signed, key: int | None) -> HttpResponse:
    at = now()
    rows = list(editable(request.user, at=at))
    row = next((one for one in rows if one.pk == key), None)
    if key is not None and row is None:
        raise Http404
    form = TemplateForm(request.POST or None, by=request.user, at=at, row=row)
    if request.method == "POST" and form.is_valid():
        kept = keep_template(row, given=form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("模板已保存：%(title)s") % {"title": kept.title})
        return HttpResponseRedirect(reverse("reply_templates"))
    shown = {"form": form, "rows": rows, "row": row, "places": PLACES.items()}
    return render(request, "reply/templates.html", shown, status=422 if form.errors else 200)
