"""浏览 · the list of a register and the page of one row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huying.directory.access import Signed, holds
from huying.directory.models import Edit
from huying.directory.pages.desk import Desk
from huying.directory.pages.desks import DESKS
from huying.directory.pages.leaf import leaf
from huying.directory.sheets.register import key_text
from huying.kit.clock import now
from huying.kit.text import clean

LATEST = 20


@require_GET
def rows(request: Signed, kind: str) -> HttpResponse:
    """名录 · a page of the rows in force, or of those that have ended; searched by name and code."""
    desk = DESKS[kind]
    sought, past = clean(request.GET.get("q", ""))[:60], "past" in request.GET
    standing = desk.standing(localdate(now()))
    found = desk.rows().filter(desk.found(sought))
    totals = {"now": _total(found.filter(standing)), "past": _total(found.filter(~standing))}
    page = leaf(
        found.filter(~standing if past else standing).annotate(**totals),
        desk.order,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    shown = {
        "desk": desk, "edition": desk.edition(page.rows), "sought": sought, "past": past,
        "items": [_told_in_full(desk, row) for row in page.rows], "totals": _totals(found, totals, page.rows),
        "earlier": _same_list(request, before=page.before), "later": _same_list(request, after=page.after),
        "keeps": holds(request.user, desk.keepers),
    }  # fmt: skip
    return render(request, "directory/rows.html", shown)


@require_GET
def row(request: Signed, kind: str, pk: int) -> HttpResponse:
    """一行 · everything of it, what belongs to it, and who changed it when."""
    desk = DESKS[kind]
    found = get_object_or_404(desk.model, pk=pk)
    key = desk.key(found)
    shown = {
        "desk": desk, "row": found, "item": desk.item(found), "facts": list(_facts(desk, found)),
        "crumbs": desk.crumbs(found), "acts": desk.acts(found), "sections": desk.sections(found, localdate(now())),
        "edits": _edits(desk, key), "keeps": holds(request.user, desk.keepers),
    }  # fmt: skip
    return render(request, "directory/row.html", shown)


def _told_in_full(desk: Desk[Any], row: Any) -> dict[str, Any]:
    """An item whose cells know their headings: on a phone each stands on a line of its own."""
    item = desk.item(row)
    told = list(zip(desk.headings[1:], item.cells, strict=True))
    return {"title": item.title, "url": item.url, "under": item.under, "tags": item.tags, "told": told}


def _total(rows: QuerySet[Any]) -> Coalesce:
    """How many there are, asked in the same breath as the rows of the page."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def _totals(found: QuerySet[Any], totals: Mapping[str, Coalesce], shown: Sequence[Any]) -> Mapping[str, int]:
    """What the rows brought along; asked for on its own where there is no row."""
    if shown:
        return {name: getattr(shown[0], name) for name in totals}
    row = found.model._default_manager.annotate(**totals).values(*totals).first()
    return row or dict.fromkeys(totals, 0)


def _same_list(request: Signed, **key: str) -> str:
    """The same search, from that key on."""
    if not any(key.values()):
        return ""
    kept = {name: request.GET[name] for name in ("q", "past") if name in request.GET}
    return f"?{urlencode({**kept, **key})}"


def _facts(desk: Desk[Any], found: Any) -> Iterable[tuple[str, object]]:
    """The columns of its sheet that are fields of the row."""
    for column in desk.register.columns:
        try:
            found._meta.get_field(column.name)
        except FieldDoesNotExist:
            continue
        value = getattr(found, column.name)
        shown = value if hasattr(value, "pk") else column.sort.show(value)
        if isinstance(value, bool):
            shown = _("是") if value else _("否")
        if shown not in ("", None):
            yield _(column.header), shown


def _edits(desk: Desk[Any], key: Any) -> list[Mapping[str, Any]]:
    """The latest edits, as lines of a timeline."""
    text = key_text(key)
    mine = Q(key=text) | Q(key__startswith=f"{text}|") if desk.kind == "people" else Q(key=text)
    found = Edit.objects.filter(mine, register=desk.kind).select_related("by").order_by("-id")[:LATEST]
    return [
        {
            "title": edit.get_fate_display(),
            "who": edit.by or _("命令行"),
            "at": edit.at,
            "words": _told(edit),
            "colour": "",
        }
        for edit in found
    ]


def _told(edit: Edit) -> str:
    """区 → 街道, column by column; a new row says only what it is."""
    names = [name for name in edit.after if edit.before.get(name, "") != edit.after[name]]
    if not edit.before:
        return "；".join(f"{_(name)}：{edit.after[name]}" for name in names)
    return "；".join(f"{_(name)}：{edit.before.get(name) or '—'} → {edit.after[name] or '—'}" for name in names)
