"""导入导出 · a file is shown as what it would do, then written whole or not at all."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huying.directory import acts, suggest
from huying.directory.access import Signed
from huying.directory.models import Fate, What
from huying.directory.pages.uploads import Upload, drop, keep, kept
from huying.directory.sheets import REGISTERS, Change, Plan, Register, Unfit, Unreadable, export, read_sheet
from huying.directory.sheets.columns import Column
from huying.kit.clock import now

SHOWN = 200
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def bring(request: Signed, kind: str) -> HttpResponse:
    """选文件 · then the preview."""
    register = REGISTERS[kind]
    file = request.FILES.get("file")
    if request.method == "GET":
        return render(request, "directory/bring.html", {"register": register, "names": _columns(register)})
    if file is None:
        return _again(request, register, [_("请先选择表格文件。")])
    upload = keep(file, kind=kind, by=request.user.pk, at=now())
    try:
        return _preview(request, register, upload)
    except (Unreadable, Unfit) as refusal:
        drop(upload)
        return _again(request, register, [_said(refusal)])


@require_POST
def confirm(request: Signed, kind: str) -> HttpResponse:
    """写入 · what was shown, and nothing else; if somebody was quicker, the new preview is shown."""
    register = REGISTERS[kind]
    upload = kept(request.POST.get("token", ""), kind=kind, by=request.user.pk)
    if upload is None:
        return _again(request, register, [_("这份表格已经过期，请重新上传。")])
    try:
        plan = _write(request, register, upload)
    except ValidationError as error:
        return _preview(request, register, upload, refused=error.messages)
    drop(upload)
    messages.success(request, _("已导入“%(name)s”：%(counts)s。") % {"name": upload.name, "counts": _counts(plan)})
    return redirect(register.name)


@require_GET
def give(request: Signed, kind: str) -> HttpResponseBase:
    """导出 · the whole register, in the columns that an import reads."""
    register, file = REGISTERS[kind], BytesIO()
    count = export(register, file, at=now())
    words = _("%d 行") % count
    acts.record(
        What.EXPORTED,
        by=request.user,
        at=now(),
        address=acts.address_of(request),
        subject=str(register.title),
        words=words,
    )
    file.seek(0)
    name = quote(f"{register.title}-{localdate(now()):%Y%m%d}.xlsx")
    disposition = f"attachment; filename*=UTF-8''{name}"
    return FileResponse(file, content_type=MIME, headers={"Content-Disposition": disposition})


@transaction.atomic
def _write(request: Signed, register: Register, upload: Upload) -> Plan:
    reading = read_sheet(upload.path, register.columns)
    plan = register.carry_out(reading, mark=request.POST.get("mark", ""), by=request.user, at=now())
    words = f"{upload.name}：{_counts(plan)}"
    acts.record(
        What.IMPORTED,
        by=request.user,
        at=now(),
        address=acts.address_of(request),
        subject=str(register.title),
        words=words,
    )
    suggest.forget()
    return plan


def _preview(request: Signed, register: Register, upload: Upload, refused: Sequence[str] = ()) -> HttpResponse:
    plan = register.plan(read_sheet(upload.path, register.columns), now())
    shown = {
        "register": register, "upload": upload, "plan": plan, "refused": refused, "counts": _figures(plan),
        "faults": plan.faults[:SHOWN], "more_faults": max(0, len(plan.faults) - SHOWN),
        "changes": [_line(register, change) for change in plan.moving[:SHOWN]],
        "more_changes": max(0, len(plan.moving) - SHOWN),
    }  # fmt: skip
    return render(request, "directory/preview.html", shown)


def _again(request: Signed, register: Register, refused: Sequence[str]) -> HttpResponse:
    """The page to choose a file, with why the last one would not do. A swapped page has to be a plain answer."""
    shown = {"register": register, "names": _columns(register), "refused": refused}
    status = 200 if request.headers.get("HX-Request") else 422
    return render(request, "directory/bring.html", shown, status=status)


def _line(register: Register, change: Change) -> dict[str, Any]:
    """One row of the preview: what it is, and which columns change."""
    names = change.differing() if change.before else []
    before, after = register.in_words(change.before, names), register.in_words(change.after, names)
    told = [f"{_(header)}：{before.get(header) or '—'} → {after[header] or '—'}" for header in after]
    return {"number": change.number, "title": change.title, "fate": Fate(change.fate), "told": told}


def _figures(plan: Plan) -> list[tuple[Fate, int]]:
    return [(Fate(fate), count) for fate, count in plan.counts.items()]


def _counts(plan: Plan) -> str:
    return "，".join(f"{fate.label} {count}" for fate, count in _figures(plan))


def _columns(register: Register) -> list[tuple[str, bool, str]]:
    """Their names as files have them; whoever reads another language is told what they mean."""
    return [(column.header, column.must, _meaning(column)) for column in register.columns if not column.told]


def _meaning(column: Column) -> str:
    name = _(column.header)
    told = (name if name != column.header else "", _(column.hint) if column.hint else "")
    return " · ".join(filter(None, told))


def _said(refusal: Unreadable | Unfit) -> str:
    if isinstance(refusal, Unreadable):
        return _(refusal.words) % refusal.values if refusal.values else _(refusal.words)
    return str(refusal)
