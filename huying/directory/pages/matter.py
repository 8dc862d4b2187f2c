"""改事项与停用 · a matter of the list in force, on its page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huying.directory import acts
from huying.directory.access import Signed
from huying.directory.edit_matter import edit_matter, faults_of, retire
from huying.directory.models import Matter, What
from huying.directory.pages.forms import RowForm, seen
from huying.directory.pages.rules import MATTERS
from huying.directory.sheets.columns import Column
from huying.directory.sheets.list_version import values_of
from huying.directory.sheets.matter_columns import COLUMNS, OF_THE_ROW, UNITS
from huying.directory.sheets.plan import Values
from huying.kit.clock import now

USUAL = frozenset({"lead_county", "lead_town", "lead_village", "help_county", "help_town", "help_village"})


@require_http_methods(["GET", "POST"])
def edit(request: Signed, kind: str, pk: int) -> HttpResponse:
    """修改 · everything but its name."""
    matter = get_object_or_404(Matter.objects.select_related("list"), pk=pk)
    before = values_of(matter)
    form = RowForm(request.POST or None, _columns(before), values=before)
    if request.method == "POST" and _saved(request, matter, form, before):
        messages.success(request, _("已保存“%s”。") % matter)
        return redirect("matters-row", pk)
    shown = {"desk": MATTERS, "form": form, "row": matter, "name": matter.name, "mark": seen(before)}
    shown["url"] = MATTERS.url(matter)
    return render(request, "directory/edit.html", shown, status=422 if form.errors else 200)


@require_POST
def stop(request: Signed, kind: str, pk: int) -> HttpResponse:
    """停用."""
    matter = get_object_or_404(Matter.objects.select_related("list"), pk=pk)
    try:
        retire(matter, by=request.user, at=now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        _record(request, matter)
        messages.success(request, _("“%s”已停用，不再归入新的诉求。") % matter)
    return redirect("matters-row", pk)


def _columns(before: Values) -> list[Column]:
    """The code and the units of the levels that are in use, beside what every matter says."""
    shown = {*OF_THE_ROW, *USUAL, *(name for name in UNITS if before[name])} - {"code"}
    return [column for column in COLUMNS if column.name in shown]


def _saved(request: Signed, matter: Matter, form: RowForm, before: Values) -> bool:
    if request.POST.get("seen") != seen(before):
        form.refuse([_("您打开之后，有人改过这一行。请核对后再保存。")])
        return False
    reading = form.reading()
    form.refuse(fault.words for fault in reading.faults)
    if form.errors:
        return False
    given = reading.lines[0].values
    form.refuse(fault.words for fault in faults_of(matter, given, now())[1])
    return not form.errors and _written(request, matter, form, given)


def _written(request: Signed, matter: Matter, form: RowForm, given: Values) -> bool:
    try:
        edit_matter(matter, given, by=request.user, at=now())
    except ValidationError as error:
        form.refuse(error.messages)
        return False
    _record(request, matter)
    return True


def _record(request: Signed, matter: Matter) -> None:
    subject = f"{MATTERS.register.title} · {matter.full_name}"
    acts.record(What.EDITED, by=request.user, at=now(), address=acts.address_of(request), subject=subject)
