"""抢单成效的页面 · by unit and by hour, each figure with what it means and the cases it counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.views.decorators.http import require_GET

from huying.case.models import Case
from huying.directory.access import Signed, roles
from huying.directory.models import Unit
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.dispatch.board.scope import ENTITLED, WATCHING, boards_of
from huying.steps.dispatch.figures.offers import Offer, Told, read
from huying.steps.dispatch.figures.period import Period, PeriodForm
from huying.steps.dispatch.figures.tally import WHICH, Tally, behind, middle, tally

READERS = (*ENTITLED, *WATCHING, Role.ASSESSOR)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: whose, its figures, and the part of the address that leads to its cases."""

    label: str
    tally: Tally
    query: str
    saved: float | None


@require_GET
@roles(*READERS)
def figures(request: Signed) -> HttpResponse:
    """/board/figures/ · the whole, by unit, by hour; for a unit's people, their own boards alone."""
    at = now()
    form = PeriodForm(request.GET, at=at)
    period = form.period(at)
    told = _told(request, period, at)
    return render(
        request, "dispatch/figures/figures.html", {"form": form, "period": period, **_tables(request, told, period, at)}
    )


@require_GET
@roles(*READERS)
def cases(request: Signed) -> HttpResponse:
    """/board/figures/cases/ · the cases behind one figure, newest first."""
    at = now()
    which, unit, hour = request.GET.get("which", ""), _number(request, "unit"), _number(request, "hour")
    if which not in WHICH:
        raise Http404
    period = PeriodForm(request.GET, at=at).period(at)
    offers = _at_hour(_told(request, period, at).offers, hour)
    found = _page(request, behind(offers, which, unit=unit), at)
    shown = {"cases": found[:PAGE], "older": str(found[PAGE - 1].pk) if len(found) > PAGE else ""}
    named = {
        "unit": Unit.objects.filter(pk=unit).first() if unit else None,
        "hour": hour,
        "which": which,
        "period": period,
    }
    return render(request, "dispatch/figures/cases.html", shown | named)


def _told(request: Signed, period: Period, at: datetime) -> Told:
    """Of cases that this person may see, on boards that are this person's."""
    told = read(period.since, period.until, among=Case.objects.seen_by(request.user, at=at))
    boards = boards_of(request.user, localdate(at))
    offers = told.offers if boards is None else [offer for offer in told.offers if boards.intersection(offer.units)]
    return Told(offers, told.plain)


def _tables(request: Signed, told: Told, period: Period, at: datetime) -> dict[str, Any]:
    plain = middle(told.plain)
    whole = tally(told.offers)
    return {
        "whole": Row("", whole, _query(period), whole.saved(plain)),
        "plain": plain,
        "plain_count": len(told.plain),
        "units": _by_unit(told.offers, boards_of(request.user, localdate(at)), period, plain),
        "hours": _by_hour(told.offers, period, plain),
    }


def _by_unit(offers: Sequence[Offer], boards: frozenset[int] | None, period: Period, plain: float | None) -> list[Row]:
    """Most offers first."""
    hung: dict[int, list[Offer]] = {}
    for offer in offers:
        for unit in offer.units:
            if boards is None or unit in boards:
                hung.setdefault(unit, []).append(offer)
    tallies = {key: tally(found, unit=key) for key, found in hung.items()}
    names = Unit.objects.in_bulk(hung)
    rows = [Row(str(names[key]), one, _query(period, unit=key), one.saved(plain)) for key, one in tallies.items()]
    return sorted(rows, key=lambda row: (-row.tally.offered, row.label))


def _by_hour(offers: Sequence[Offer], period: Period, plain: float | None) -> list[Row]:
    made: dict[int, list[Offer]] = {}
    zone = get_current_timezone()
    for offer in offers:
        made.setdefault(offer.at.astimezone(zone).hour, []).append(offer)
    tallies = {hour: tally(made[hour]) for hour in sorted(made)}
    return [
        Row(f"{hour:02d}:00–{hour:02d}:59", one, _query(period, hour=hour), one.saved(plain))
        for hour, one in tallies.items()
    ]


def _at_hour(offers: Iterable[Offer], hour: int | None) -> list[Offer]:
    zone = get_current_timezone()
    return [offer for offer in offers if hour is None or offer.at.astimezone(zone).hour == hour]


def _page(request: Signed, offers: Sequence[Offer], at: datetime) -> Sequence[Case]:
    """One more than a page holds, by which we know that there is more."""
    seen: QuerySet[Case] = Case.objects.seen_by(request.user, at=at).filter(pk__in={offer.case for offer in offers})
    before = _number(request, "before")
    found = seen.filter(pk__lt=before) if before else seen
    return list(found.select_related("unit", "matter").order_by("-pk")[: PAGE + 1])


def _number(request: Signed, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _query(period: Period, **more: int) -> str:
    words = {"first": period.first.isoformat(), "last": period.last.isoformat(), **more}
    return f"{reverse('board_figures_cases')}?{urlencode(words)}"
