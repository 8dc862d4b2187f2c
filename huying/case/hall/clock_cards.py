"""时钟 · every clock of a case with what it promised, how much of it has run, whether it was kept, and why it ends when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huying.case.clocks import SILENT, Clock
from huying.case.explain import Explanation, explain
from huying.case.hall.rows import Tag
from huying.case.models import Case, Deadline
from huying.case.running import state
from huying.directory.models import Measure

FAR = 10
HOURS: dict[str, Promise] = {
    Measure.MINUTES: gettext_lazy("%(hours)s 小时（不分昼夜）"),
    Measure.WORK_MINUTES: gettext_lazy("%(hours)s 工作小时"),
}
MAIN = (Clock.HANDLING, Clock.CITY)
"""The clocks that are shown large while they run, the first of them first."""
FEW = 3
"""So many quiet clocks stand open below each other; more are folded."""


@dataclass(frozen=True, slots=True)
class Card:
    """One clock. `why` is its explanation; `state` is ok, warn, over or done; `spent`: 12 分 / 15 分, once it has ended."""

    label: str
    clock: Deadline
    state: str
    tag: Tag
    used: str
    spent: str
    span: str
    why: Explanation
    days: str
    unit: str


def clocks_of(case: Case) -> list[Deadline]:
    """All of them, in the order in which they were opened: one query."""
    rows = Deadline.objects.filter(jurisdiction=case.jurisdiction, case=case)
    return sorted(rows.select_related("limit", "unit"), key=lambda row: (row.opened_at, row.pk))


def cards(clocks: Sequence[Deadline], *, now: datetime) -> list[Card]:
    """时钟 · those that run first, the nearest end first; then those that have ended, the latest first."""
    made = [_card(clock, explain(clock, at=now), now) for clock in clocks]
    running = sorted((card for card in made if card.clock.ended_at is None), key=lambda card: card.clock.due_at)
    ended = [card for card in made if card.clock.ended_at is not None]
    return running + ended[::-1]


def apart(made: Sequence[Card]) -> tuple[list[Card], list[Card]]:
    """What is shown, and what is folded: of clocks that were kept or dropped nobody needs more than their number."""
    quiet = [card for card in made if card.state == "done" and card.tag.colour != "red"]
    folded = quiet if len(quiet) > FEW else []
    return [card for card in made if card not in folded], folded


def main_of(made: Sequence[Card]) -> Card | None:
    """The one to show large: the handling limit, the city's, else whichever ends first."""
    running = [card for card in made if card.clock.ended_at is None]
    chosen = (card for kind in MAIN for card in running if card.clock.kind == kind)
    return next(chosen, running[0] if running else None)


def city_of(made: Sequence[Card], main: Card | None) -> Card | None:
    """市级时限 · the city's own, to stand beside ours while it runs."""
    found = (card for card in made if card.clock.kind == Clock.CITY and card.clock.ended_at is None)
    return next((card for card in found if card is not main), None)


def _card(clock: Deadline, why: Explanation, now: datetime) -> Card:
    how = "done" if clock.ended_at is not None else state(clock, now)
    return Card(
        label=why.clock,
        clock=clock,
        state=how,
        tag=_tag(clock, why, how),
        used=_used(why),
        spent=_spent(clock, why) if how == "done" and clock.kept else "",
        span=_span(clock, why),
        why=why,
        days="、".join(f"{day:%m-%d}" for day in why.days),
        unit=clock.unit.name if clock.unit else "",
    )


def _tag(clock: Deadline, why: Explanation, how: str) -> Tag:
    """In time, late, dropped; or how it stands."""
    if how == "done":
        return _ended(clock, why)
    if clock.kind in SILENT:
        return Tag("", "clock", _("可行使"))
    if clock.unsure:
        return Tag("amber", "calendar", _("日历未公布"))
    words = {"over": _("已超时"), "warn": _("将到期"), "ok": _("进行中")}
    looks = {"over": ("red", "alert"), "warn": ("amber", "clock"), "ok": ("green", "clock")}
    return Tag(*looks[how], words[how])


def _ended(clock: Deadline, why: Explanation) -> Tag:
    if not clock.kept:
        return Tag("", "minus", _("已过期") if clock.kind in SILENT else _("已终止"))
    return Tag("green", "check", _("按时")) if why.in_time else Tag("red", "alert", _("超时完成"))


def _used(why: Explanation) -> str:
    """A clock that ran out long ago is simply far beyond."""
    return f"{round(why.used * 100)}%" if why.used < FAR else f"{FAR * 100}%+"


def _spent(clock: Deadline, why: Explanation) -> str:
    """Taken and allowed, in the clock's own measure; far beyond it the percentage says enough."""
    if why.amount is None or why.used >= FAR:
        return ""
    if clock.measure in HOURS:
        return f"{_minutes(why.used * why.amount)} / {_minutes(why.amount)}"
    return f"{why.used * why.amount:.1f} / {why.amount} {why.measure}"


def _minutes(number: float) -> str:
    """Hours where they are whole or many."""
    hours, minutes = divmod(max(1, round(number)), 60)
    if not hours:
        return _("%d 分") % minutes
    return (
        _("%(h)d 时 %(m)d 分") % {"h": hours, "m": minutes}
        if minutes
        else ngettext("%d 小时", "%d 小时", hours) % hours
    )


def _span(clock: Deadline, why: Explanation) -> str:
    """2 工作日; hours where minutes make whole ones. For a clock whose end a person or a file set, nothing."""
    if why.amount is None:
        return ""
    if clock.measure in HOURS and why.amount % 60 == 0:
        return str(HOURS[clock.measure]) % {"hours": why.amount // 60}
    return f"{why.amount} {why.measure}"
