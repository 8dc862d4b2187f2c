"""工作日历 · a year as twelve months, each day by its word; a day and the duty hours are changed one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from huying.directory import acts
from huying.directory.access import Signed, holds
from huying.directory.edit_calendar import Plan, State, edit_calendar, newest, state_of
from huying.directory.models import Edit, What
from huying.directory.pages.forms import RowForm
from huying.directory.roles import Role
from huying.directory.sheets import REGISTERS
from huying.directory.sheets.plan import Values
from huying.kit.clock import now

KEEPERS = frozenset({Role.SYSTEM_ADMIN})
READERS = frozenset({Role.DISPATCHER})
YEARS = range(1949, 2200)
WEEK = 7
LATEST = 100
WEEKDAYS = [
    gettext_lazy("一"),
    gettext_lazy("二"),
    gettext_lazy("三"),
    gettext_lazy("四"),
    gettext_lazy("五"),
    gettext_lazy("六"),
    gettext_lazy("日"),
]


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is drawn: `word` is 休 or 班 where it is decreed, and 末 is left to the eye for a plain weekend."""

    date: date
    kind: str
    word: str
    name: str
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks of seven places, some of them empty, and what is decreed in words."""

    number: int
    weeks: list[list[Day | None]]
    decrees: list[str]


@require_GET
def year(request: Signed, kind: str) -> HttpResponse:
    """一年 · the newest version of the calendar."""
    today = localdate(now())
    version = newest()
    state = state_of(version)
    shown_year = _year(request.GET.get("year", ""), today.year)
    shown = {
        "version": version, "state": state, "year": shown_year, "earlier": shown_year - 1, "later": shown_year + 1,
        "months": [_month(shown_year, number, state, today) for number in range(1, 13)], "weekdays": WEEKDAYS,
        "published": state.published_to is not None and shown_year <= state.published_to.year,
        "keeps": holds(request.user, KEEPERS),
    }  # fmt: skip
    return render(request, "directory/calendar.html", shown)


@require_http_methods(["GET", "POST"])
def day(request: Signed, kind: str) -> HttpResponse:
    """改一天 · a new version of the calendar with this day changed."""
    register = REGISTERS[kind]
    start: Values = {"day": _day(request.GET.get("day", "")), "decree": "rest", "name": ""}
    form = RowForm(request.POST or None, register.columns, values=start)
    if request.method == "POST":
        reading = form.reading()
        plan = register.plan(reading, now())
        form.refuse(fault.words for fault in plan.faults)
        if not form.errors:
            register.carry_out(reading, mark=plan.mark, by=request.user, at=now())
            return _done(request, f"{plan.changes[0].after['day']}")
    return _page(request, form, _("改一天"))


@require_http_methods(["GET", "POST"])
def hours(request: Signed, kind: str) -> HttpResponse:
    """上班时间 · running clocks are reckoned again by them."""
    state = state_of(newest())
    given = request.POST.get("hours", state.hours)
    wrong = ""
    if request.method == "POST":
        try:
            edit_calendar({}, by=request.user, at=now(), hours=given, note=_("改上班时间"))
            return _done(request, _("上班时间 %s") % given)
        except ValidationError as error:
            wrong = error.messages[0]
    return render(request, "directory/hours.html", {"hours": given, "wrong": wrong}, status=422 if wrong else 200)


@require_GET
def edits(request: Signed, kind: str) -> HttpResponse:
    """修改记录 · who changed which day."""
    return render(request, "directory/edits.html", {"edits": _edits()})


def _done(request: Signed, what: str) -> HttpResponse:
    subject = f"{REGISTERS['calendar'].title} · {what}"
    acts.record(What.EDITED, by=request.user, at=now(), address=acts.address_of(request), subject=subject)
    messages.success(request, _("已保存。正在走的时钟将按新的日历重算。"))
    return redirect("calendar")


def _page(request: Signed, form: RowForm, title: str) -> HttpResponse:
    return render(request, "directory/day.html", {"form": form, "title": title}, status=422 if form.errors else 200)


def _year(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 and int(text) in YEARS else otherwise


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _month(year: int, number: int, state: State, today: date) -> Month:
    first = date(year, number, 1)
    days = [first + timedelta(days=count) for count in range(31) if (first + timedelta(days=count)).month == number]
    places: list[Day | None] = [None] * first.weekday()
    places += [_drawn(one, state.days.get(one), one == today) for one in days]
    places += [None] * (-len(places) % WEEK)
    weeks = [places[start : start + WEEK] for start in range(0, len(places), WEEK)]
    return Month(number, weeks, list(_decrees(days, state)))


def _drawn(day: date, plan: Plan | None, today: bool) -> Day:
    if plan is None:
        return Day(day, "weekend" if day.weekday() >= 5 else "plain", "", "", today)
    return Day(day, "work" if plan.works else "rest", _("班") if plan.works else _("休"), plan.name, today)


def _decrees(days: list[date], state: State) -> Iterator[str]:
    """1–3 日 休 国庆节."""
    told = [(day, plan) for day in days if (plan := state.days.get(day))]
    groups = groupby(enumerate(told), key=lambda one: (one[1][0].day - one[0], one[1][1]))
    for (_offset, plan), group in groups:
        span = [day.day for _place, (day, _plan) in group]
        when = f"{span[0]}–{span[-1]}" if len(span) > 1 else f"{span[0]}"
        word = _("班") if plan.works else _("休")
        yield _("%(days)s 日 %(word)s %(name)s") % {"days": when, "word": word, "name": plan.name}


def _edits() -> list[dict[str, Any]]:
    found = Edit.objects.filter(register="calendar").select_related("by").order_by("-id")[:LATEST]
    return [
        {"title": f"{edit.key} {edit.get_fate_display()}", "who": edit.by or _("命令行"), "at": edit.at, "colour": "",
         "words": " → ".join(next(iter(side.values()), "") or "—" for side in (edit.before, edit.after))}
        for edit in found
    ]  # fmt: skip
