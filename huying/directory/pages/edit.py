"""修改 · one row on a page, by the same rules as a row of a file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huying.directory import acts
from huying.directory.access import Signed
from huying.directory.models import Post, What
from huying.directory.pages.desk import Desk
from huying.directory.pages.desks import DESKS
from huying.directory.pages.forms import RowForm, seen
from huying.directory.sheets import Plan
from huying.directory.sheets.plan import Key, Values
from huying.kit.clock import now

ANSWERED = 422


@require_http_methods(["GET", "POST"])
def new(request: Signed, kind: str) -> HttpResponse:
    """新增."""
    desk = DESKS[kind]
    columns = [column for column in desk.register.columns if not column.told]
    blank: Values = {column.name: column.blank for column in columns} | {"valid_from": None}
    start = blank | {
        name: request.GET[name] for name in desk.register.key if request.method == "GET" and name in request.GET
    }
    start |= {"name": request.GET["name"]} if "name" in request.GET else {}
    form = RowForm(request.POST or None, columns, values=start)
    if request.method == "POST":
        key = _saved(request, desk, form, before=None)
        if key is not None:
            return _done(request, desk, key)
    return _page(request, desk, form, row=None)


@require_http_methods(["GET", "POST"])
def edit(request: Signed, kind: str, pk: int) -> HttpResponse:
    """修改."""
    desk = DESKS[kind]
    row = get_object_or_404(desk.model, pk=pk)
    return _edited(request, desk, row, desk.key(row))


@require_http_methods(["GET", "POST"])
def post(request: Signed, kind: str, pk: int, post: int) -> HttpResponse:
    """改岗位 · one post of a person."""
    desk = DESKS[kind]
    held = get_object_or_404(Post.objects.select_related("unit", "person"), pk=post, person_id=pk)
    key = (held.person.username.casefold(), held.unit.code, held.role, held.valid_from)
    return _edited(request, desk, held.person, key)


def _edited(request: Signed, desk: Desk[Any], row: Any, key: Key) -> HttpResponse:
    before = desk.register.standing(now()).get(key)
    if before is None:
        messages.warning(request, _("这一行已经停用或被新的一行代替，不能再改。"))
        return redirect(desk.url(row))
    columns = [column for column in desk.register.columns if not column.told and _belongs(desk, column.name, before)]
    form = RowForm(request.POST or None, columns, values=before, locked=desk.locked())
    if request.method == "POST" and _saved(request, desk, form, before=before) is not None:
        return _done(request, desk, key)
    return _page(request, desk, form, row=row, mark=seen(before))


def _belongs(desk: Desk[Any], column: str, before: Values) -> bool:
    """A person is changed apart from the posts."""
    bare = desk.kind == "people" and not before["unit"]
    return column in ("username", "name", "email", "active") if bare else True


def _saved(request: Signed, desk: Desk[Any], form: RowForm, *, before: Values | None) -> Key | None:
    """The key of the row once it is written; otherwise the form says why not."""
    if before is not None and request.POST.get("seen") != seen(before):
        form.refuse([_("您打开之后，有人改过这一行。请核对后再保存。")])
        return None
    reading = form.reading()
    plan = desk.register.plan(reading, now())
    faults = [fault.words for fault in plan.faults]
    if before is None and any(change.before for change in plan.changes):
        faults.append(_("已经有这一行，请打开它修改。"))
    form.refuse(faults)
    return None if form.errors else _written(request, desk, form, plan)


def _written(request: Signed, desk: Desk[Any], form: RowForm, plan: Plan) -> Key | None:
    try:
        with transaction.atomic():
            desk.register.carry_out(form.reading(), mark=plan.mark, by=request.user, at=now())
            if plan.moving and desk.kind != "people":
                _record(request, desk, plan)
    except ValidationError as error:
        form.refuse(error.messages)
        return None
    return plan.changes[0].key


def _record(request: Signed, desk: Desk[Any], plan: Plan) -> None:
    subject = f"{desk.register.title} · {plan.changes[0].title}"
    acts.record(What.EDITED, by=request.user, at=now(), address=acts.address_of(request), subject=subject)


def _done(request: Signed, desk: Desk[Any], key: Key) -> HttpResponse:
    row = desk.find(key)
    messages.success(request, _("已保存“%s”。") % desk.item(row).title)
    return redirect(desk.url(row))


def _page(request: Signed, desk: Desk[Any], form: RowForm, *, row: Any, mark: str = "") -> HttpResponse:
    shown = {"desk": desk, "form": form, "row": row, "mark": mark}
    if row:
        shown |= {"name": desk.item(row).title, "url": desk.url(row)}
    return render(request, "directory/edit.html", shown, status=ANSWERED if form.errors else 200)
