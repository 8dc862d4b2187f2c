"""月度数字的页面 · the table of a period, the cases behind a figure, the same as a workbook."""

from datetime import datetime
from io import BytesIO
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huying.case.hall.order import ByArrival, page
from huying.case.hall.rows import rows as listed
from huying.case.hall.rows import shown
from huying.case.models import Case, Entry
from huying.directory import acts
from huying.directory.access import Signed, holds, roles
from huying.directory.jurisdiction import here
from huying.directory.models import Unit, What
from huying.directory.replica import may_be_older, older_is_fine, until
from huying.directory.roles import Role
from huying.kit import sheet
from huying.kit.clock import now
from huying.oversight.month.contribution import DISTRICT
from huying.oversight.month.exclusion import ASKED, COUNTED, EXCLUDED
from huying.oversight.month.figures import cases_of
from huying.oversight.month.period import Period, period
from huying.oversight.month.rules import BY_NAME, FIGURES, MEAN, NOTHING, POOLED
from huying.oversight.month.sheet import columns, lines
from huying.oversight.month.table import table, units_of
from huying.oversight.month.tally import tally
from huying.oversight.month.trend import trends

READERS = (
    Role.ASSESSOR, Role.SUPERVISOR, Role.DISPATCHER, Role.CALLER, Role.UNIT_LEADER, Role.LEADER, Role.MAIN_LEADER,
)  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASSESSORS = frozenset({Role.ASSESSOR})


@require_GET
@roles(*READERS)
@may_be_older
def month(request: Signed) -> HttpResponse:
    """/month/ · ?month=2026-09, or ?from=&to=; brought up to the ledger before it is shown."""
    at = now()
    tally()
    days = period(request.GET, at=at)
    if days.fault:
        messages.warning(request, days.fault)
    months = trends(days.last) if days.month else {}
    shown_here = {
        "period": days, "query": _query(days), "months": bool(months),
        "table": table(request.user, days.first, days.last, at=at, months=months),
        "heads": [figure for figure in FIGURES if not figure.name.endswith("_basically")],
        "figures": FIGURES, "notes": (POOLED, MEAN, NOTHING),
        "until": until(),
        "asked": _asked(request, at).count() if holds(request.user, ASSESSORS) else None,
    }  # fmt: skip
    return render(request, "month/month.html", shown_here)


@require_GET
@roles(*READERS)
def cases(request: Signed) -> HttpResponse:
    """/month/cases/ · ?figure=&unit=&from=&to=: the cases behind one figure, as far as this reader sees them."""
    at, figure, unit = now(), BY_NAME.get(request.GET.get("figure", "")), _unit(request)
    if figure is None:
        raise Http404
    _within_reach(request, unit, at)
    days = period(request.GET, at=at)
    behind = cases_of(figure.cells, unit.pk if unit else DISTRICT, days.first, days.last)
    mine = Case.objects.seen_by(request.user, at=at).filter(pk__in=behind.values("pk"))
    named = {"figure": figure, "unit": unit, "period": days, "query": _query(days), "total": behind.count()}
    return _list(request, mine, at, **named)


@require_GET
@roles(Role.ASSESSOR)
def asked(request: Signed) -> HttpResponse:
    """/month/asked/ · somebody asked that these be left out, and the assessor has not ruled."""
    at = now()
    return _list(request, _asked(request, at), at, query="", figure=None)


@require_POST
@roles(*READERS)
def export(request: Signed) -> HttpResponse:
    """POST /month/export/ · the table as it is shown, with its rules; on record."""
    at = now()
    tally()
    days = period(request.POST, at=at)
    made = older_is_fine(lambda: table(request.user, days.first, days.last, at=at))
    subject = _("月度数字 %(label)s，%(count)s 个单位") % {"label": days.label, "count": len(made.lines)}
    acts.record(What.EXPORTED, by=request.user, at=at, address=acts.address_of(request), subject=subject)
    file = BytesIO()
    sheet.write(file, columns(), lines(made, days, by=request.user, at=at), title=_("月度数字"))
    name = quote(f"{_('月度数字')}-{days.first}-{days.last}.xlsx")
    disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(file.getvalue(), content_type=XLSX, headers=disposition)


def _list(request: Signed, cases: QuerySet[Case], at: datetime, **named: object) -> HttpResponse:
    found = page(shown(cases), ByArrival(), request.GET)
    told = {"rows": listed(found.cases, now=at), "newer": found.newer, "older": found.older, "now": at}
    return render(request, "month/cases.html", told | {"mine": cases.count()} | named)


def _asked(request: Signed, at: datetime) -> QuerySet[Case]:
    """The last word about counting is a request."""
    lines = Entry.objects.filter(jurisdiction=here())
    ruled = lines.filter(case=OuterRef("case"), seq__gt=OuterRef("seq"), deed__in=(EXCLUDED, COUNTED))
    open_ones = lines.filter(~Exists(ruled), deed=ASKED)
    return Case.objects.seen_by(request.user, at=at).filter(pk__in=open_ones.values("case"))


def _unit(request: Signed) -> Unit | None:
    """The unit of the figure; none for the whole district. Nonsense is not found."""
    text = request.GET.get("unit", "") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    if int(text) == DISTRICT:
        return None
    unit = Unit.objects.filter(pk=int(text)).first()
    if unit is None:
        raise Http404
    return unit


def _within_reach(request: Signed, unit: Unit | None, at: datetime) -> None:
    """What has no row on one's table has no list either."""
    reached = units_of(request.user, at=at)
    if reached is not None and not (unit and unit.path.startswith(reached)):
        raise Http404


def _query(days: Period) -> str:
    return urlencode({"from": days.first.isoformat(), "to": days.last.isoformat()})
