"""派单台的页面 · the queue, and the one click that sends a case on."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huying.case.acts.found import case_for
from huying.case.channels import Channel
from huying.case.sight import spans_of
from huying.directory.access import Signed, roles
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.dispatch.board.scope import boards_of
from huying.steps.dispatch.keep_back import keep_back
from huying.steps.dispatch.queue.figures import figures_of
from huying.steps.dispatch.queue.order import Order, carry_out
from huying.steps.dispatch.queue.rows import Wanted, page_of
from huying.steps.dispatch.queue.tabs import TABS, Tab, tab_named, totals

SENDERS = (Role.DISPATCHER, Role.OPERATOR)
RULERS = (Role.LEADER, Role.MAIN_LEADER, Role.SUPERVISOR)
WRITTEN_MOST = 80


@require_GET
@roles(*SENDERS, *RULERS)
def queue(request: Signed) -> HttpResponse:
    """/dispatch/ · tabs with their true totals; urgent ones first, then the oldest."""
    at = now()
    tab = tab_named(request.GET.get("tab", ""), _usual(request.user, at))
    wanted = Wanted(
        request.GET.get("q", "").strip()[:WRITTEN_MOST], request.GET.get("channel", ""), request.GET.get("after", "")
    )
    seen = spans_of(request.user.posts_on(localdate(at)), at=at)
    found = page_of(tab, seen, wanted, at=at)
    shown = {"tab": tab, "page": found, "wanted": wanted, "now": at, "channels": Channel.choices}
    return render(request, "dispatch/queue/queue.html", shown | _around(request, tab, at))


@require_POST
@roles(*SENDERS)
def send(request: Signed) -> HttpResponse:
    """POST /dispatch/send/ · assign or offer from the row, then back to the same list."""
    at = now()
    order = Order.read(request.POST.get("order", ""))
    case = case_for(request.user, order.number, at=at)
    messages.success(request, carry_out(order, case, by=request.user, at=at))
    return _back(request)


@require_POST
@roles(*SENDERS)
def keep(request: Signed) -> HttpResponse:
    """POST /dispatch/keep/ · this one does not ring by itself; back to the same list."""
    at = now()
    case = case_for(request.user, request.POST.get("number", ""), at=at)
    keep_back(case, by=request.user, at=at)
    messages.success(request, _("%(number)s 不会自动抢单，请您派单") % {"number": case.number})
    return _back(request)


def _back(request: Signed) -> HttpResponse:
    """To the same list as before."""
    asked = {name: request.POST[name] for name in ("tab", "q", "channel") if request.POST.get(name)}
    return HttpResponseRedirect(f"{reverse('queue')}?{urlencode(asked)}")


def _around(request: Signed, tab: Tab, at: datetime) -> dict[str, Any]:
    counted = totals(request.user, at=at)
    return {
        "tabs": [(one, counted[one.key]) for one in TABS],
        "total": counted[tab.key],
        "late": sum(total.late for total in counted.values()),
        "figures": figures_of(counted, boards_of(request.user, localdate(at)), at=at),
        "sends": tab.sends and _sends(request.user, at),
    }


def _usual(person: Person, at: datetime) -> str:
    """A leader looks first at what waits for a ruling."""
    return "waiting" if _sends(person, at) else "unlisted"


def _sends(person: Person, at: datetime) -> bool:
    return any(post.role in SENDERS for post in person.posts_on(localdate(at)))
