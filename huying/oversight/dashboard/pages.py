"""驾驶舱的页面 · one screen for the wall and for the phone; every figure leads to its cases."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huying.case.hall.by_due import first_of
from huying.case.hall.filters import overdue
from huying.case.models import Case, Deadline
from huying.directory.access import Signed, roles
from huying.directory.replica import may_be_older, until
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.kit.text import mask_words
from huying.oversight.dashboard import arrivals, drawing
from huying.oversight.dashboard.foresight import WEEK, guess, risen
from huying.oversight.dashboard.numbers import month
from huying.oversight.dashboard.outline import chart
from huying.oversight.month.tally import tally
from huying.oversight.supervision.lanes import BY_NAME, Lane, cases_in, clocks_of

WATCHERS = (Role.LEADER, Role.MAIN_LEADER, Role.UNIT_LEADER, Role.SUPERVISOR, Role.ASSESSOR)
DAYS, WARNINGS, RANKED = 30, 3, 8
WARNED = ("late", "soon")
Warned = tuple[Lane, Case, str, Deadline | None]


@require_GET
@roles(*WATCHERS)
@may_be_older
def dashboard(request: Signed) -> HttpResponse:
    """/dashboard/ · the month so far and the last thirty days, as far as this reader sees."""
    at = now()
    tally()
    days = arrivals.window_ending(localdate(at), DAYS)
    shown = {"now": at, "window": days, "month": month(request.user, at=at), "ranked": RANKED, "until": until()}
    return render(request, "dashboard/dashboard.html", shown | _drawn(request, days, at) | _standing(request, at))


def _drawn(request: Signed, days: arrivals.Window, at: datetime) -> dict[str, object]:
    """The pictures, and what they let expect."""
    cases = arrivals.arrived(request.user, days, at=at)
    hours = arrivals.by_hour(cases)
    lately = days.last - timedelta(days=WEEK - 1)
    top, counted = arrivals.by_matter(cases), arrivals.by_day(hours, days)
    return {
        "arrived": sum(hours.values()),
        "trend": drawing.trend(counted),
        "guess": guess(counted),
        "risen": risen(cases, lately),
        "lately": lately,
        "week": drawing.week(arrivals.by_slot(hours)),
        "weekdays": _weekdays(),
        "top": [(matter, times, round(100 * times / top[0][1])) for matter, times in top],
        "chart": chart(arrivals.by_area(cases)),
        "cases": f"{reverse('cases')}?{urlencode({'since': days.first, 'until': days.last})}",
    }


def _standing(request: Signed, at: datetime) -> dict[str, object]:
    """What is open, and what is late or about to be."""
    living = Case.objects.seen_by(request.user, at=at).filter(ended_at=None)
    lanes = [(BY_NAME[name], cases_in(BY_NAME[name], request.user, at=at)) for name in WARNED]
    late = living.filter(overdue(at)).count()
    return {"living": living.count(), "late": late, "warnings": [one for found in lanes for one in _warnings(*found)]}


def _warnings(lane: Lane, cases: "QuerySet[Any]") -> list[Warned]:
    """The first few of a lane, each with the clock for which it stands there."""
    found = first_of(cases, "due", "pk", most=WARNINGS)
    clocks = clocks_of(found)
    return [(lane, case, mask_words(case.title) or case.number, clocks.get(case.pk)) for case in found]


def _weekdays() -> list[tuple[int, str]]:
    """Each with the height at which its name stands."""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    step = drawing.CELL // 2 + drawing.GAP
    return [(drawing.TOP + n * step + drawing.CELL // 2 - 3, name) for n, name in enumerate(names)]
