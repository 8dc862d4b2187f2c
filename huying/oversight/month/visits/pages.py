"""走访的页面 · visits by person, unit or day for any days; each figure opens to its cases."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from huying.case.hall.order import ByArrival, page
from huying.case.hall.rows import rows as listed
from huying.case.hall.rows import shown
from huying.case.models import Case
from huying.directory.access import Signed, roles
from huying.directory.models import Person, Unit
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.oversight.month.pages import READERS
from huying.oversight.month.period import Period, date_of, period
from huying.oversight.month.visits.counting import COLUMNS, cases_of, read, rows, total, visits
from huying.oversight.month.visits.rules import BY_NAME, FIGURES, WHOSE

VISITORS = (*READERS, Role.CADRE, Role.GRID_WORKER, Role.STAFF, Role.LIAISON)
WAYS = {"person": gettext_lazy("按人"), "unit": gettext_lazy("按单位"), "day": gettext_lazy("按天")}
HEADS = {"person": gettext_lazy("人员"), "unit": gettext_lazy("单位"), "day": gettext_lazy("日期")}
LONGEST = 18


@require_GET
@roles(*VISITORS)
def visit_counts(request: Signed) -> HttpResponse:
    """/month/visits/ · ?by=person, unit or day, and the days as the month has them."""
    at, by = now(), _by(request)
    days = period(request.GET, at=at)
    if days.fault:
        messages.warning(request, days.fault)
    found = read(visits(request.user, days, at=at))
    told = {
        "period": days, "by": by, "ways": WAYS.items(), "query": _query(days, by), "figures": FIGURES, "whose": WHOSE,
        "rows": rows(found, by), "total": total(found, _("合计")), "head": HEADS[by],
    }  # fmt: skip
    return render(request, "month/visits.html", told)


@require_GET
@roles(*VISITORS)
def visited_cases(request: Signed) -> HttpResponse:
    """/month/visits/cases/ · ?figure=&by=&of=: the cases behind one figure."""
    at, by, figure = now(), _by(request), BY_NAME.get(request.GET.get("figure", ""))
    if figure is None:
        raise Http404
    days, key = period(request.GET, at=at), request.GET.get("of", "")
    of = _named(by, key)
    behind = cases_of(visits(request.user, days, at=at), figure.name, by, key)
    mine = Case.objects.seen_by(request.user, at=at).filter(pk__in=behind.values("case"))
    told = {"figure": figure, "of": of, "period": days, "query": _query(days, by), "lines": behind.count()}
    return render(request, "month/visited.html", told | _list(request, mine, at))


def _list(request: Signed, cases: QuerySet[Case], at: datetime) -> dict[str, Any]:
    found = page(shown(cases), ByArrival(), request.GET)
    return {"rows": listed(found.cases, now=at), "newer": found.newer, "older": found.older, "mine": cases.count()}


def _by(request: Signed) -> str:
    by = request.GET.get("by", "") or "person"
    if by not in COLUMNS:
        raise Http404
    return by


def _named(by: str, key: str) -> str:
    """Whose figure it is; nonsense is not found."""
    if not key:
        return _("合计")
    if by == "day":
        day = date_of(key)
        if day is None:
            raise Http404
        return f"{day:%Y-%m-%d}"
    return _one(by, key)


def _one(by: str, key: str) -> str:
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST):
        raise Http404
    kind: type[Person] | type[Unit] = Person if by == "person" else Unit
    name = kind.objects.filter(pk=int(key)).values_list("name", flat=True).first()
    if name is None:
        raise Http404
    return name


def _query(days: Period, by: str) -> str:
    return urlencode({"by": by, "from": days.first.isoformat(), "to": days.last.isoformat()})
