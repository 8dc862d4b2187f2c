"""队列的行 · what a dispatcher needs to decide: what, where, which matter, who suggests itself and why, how long is left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.case.hall.city import city_of, with_city
from huying.case.hall.rows import Tag, came_by, tags, where
from huying.case.hall.seeking import numbered
from huying.case.hall.status import LEVELS
from huying.case.models import Case, Deadline, Entry
from huying.case.numbers import NUMBER
from huying.case.running import state
from huying.case.search import expression, holding
from huying.case.sight import Spans, within
from huying.directory.prepared import Prepared
from huying.kit.text import mask_words
from huying.steps.dispatch.inquiry import ASKED, SEEN
from huying.steps.dispatch.queue.order_of import BY_CLOCK, PAGE, URGENT_FIRST, Order
from huying.steps.dispatch.queue.ringing import BY_TIME, KEPT, RUNG, SOON, ringing, ringing_lines
from huying.steps.dispatch.queue.tabs import LONG_AGO, UNSIGNED, Tab, tab_named
from huying.steps.dispatch.suggest import Advice, Asked, suggest_many

READ = 500
WORDS = "\0"
"""Stands in the shape of a query for whatever words are looked for; nobody can write it."""

ORDERS: dict[str, Order] = {UNSIGNED: BY_CLOCK}
CLOCK = ("opened_at", "due_at", "measure", "warn_at", "unsure", "calendar")
"""What a row draws of the clock of its tab."""

TOLD: dict[str, Callable[[], Tag]] = {
    ASKED: lambda: Tag("amber", "eye", _("核查中")),
    SEEN: lambda: Tag("green", "eye", _("已核查")),
    SOON: lambda: Tag("teal", "bolt", _("即将自动抢单")),
    KEPT: lambda: Tag("", "hand", _("转人工派单")),
    RUNG: lambda: Tag("teal", "bolt", _("自动发布")),
}
"""What is known before it is sent, and whether it rings by itself, as marks."""

EDGES = {"ok": "", "warn": "warn", "over": "over"}
"""The coloured edge of a line that is late, or nearly."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `send` and `offer` are what the buttons post; empty where the rules leave nobody."""

    number: str
    title: str
    tags: Sequence[Tag]
    place: str
    matter: str
    came_by: str
    level: int
    level_name: str
    unit: str
    received_at: datetime
    clock: Deadline | None
    city: Deadline | None
    edge: str
    ringing: str
    advice: Advice | None
    send: str
    offer: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    words: str = ""
    channel: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows, and the key of the next page."""

    rows: Sequence[Row]
    after: str


def page_of(tab: Tab, seen: Spans, wanted: Wanted, *, at: datetime) -> Page:
    """Urgent ones first, then the oldest: whoever has waited longest is sent first. What is not signed in, by its clock."""
    cut = ORDERS.get(tab.key, URGENT_FIRST)
    chosen = _chosen(tab, seen, wanted, at)
    asked = [Asked(case, f"{case.title} {case.text or ''}") for case in chosen[:PAGE]]  # type: ignore[attr-defined]
    advice = suggest_many(asked, at=at) if tab.sends or tab.key == "offered" else {}
    rows = [_row(case, advice.get(case.pk), at) for case in chosen[:PAGE]]
    return Page(rows, cut.key(chosen[PAGE - 1]) if len(chosen) > PAGE else "")


def _chosen(tab: Tab, seen: Spans, wanted: Wanted, at: datetime) -> list[Case]:
    """A page and one more. Words change from one question to the next; the rest is the shape."""
    now = [at] if tab.key in BY_TIME else []
    if not wanted.words or NUMBER.match(wanted.words):
        return _PAGE(*now, shape=(tab.key, seen, wanted))
    looked_for = expression(wanted.words)
    return _PAGE(*now, looked_for, shape=(tab.key, seen, replace(wanted, words=WORDS))) if looked_for else []


def _page(key: str, seen: Spans, wanted: Wanted, *values: Any) -> "QuerySet[Case]":
    tab, cut = tab_named(key, key), ORDERS.get(key, URGENT_FIRST)
    at = values[0] if key in BY_TIME else LONG_AGO
    living = _narrowed(tab.of(Case.objects.filter(within(seen))), wanted, values[-1] if values else "")
    return _shown(cut.keys(living, wanted.after), tab, at).order_by(*cut.columns)[: PAGE + 1]


_PAGE: Prepared[Case] = Prepared(_page)


def _narrowed(cases: "QuerySet[Case]", wanted: Wanted, looked_for: str) -> "QuerySet[Case]":
    found = cases.filter(channel=wanted.channel) if wanted.channel else cases
    if wanted.words == WORDS:
        return holding(found, looked_for)
    return found.filter(numbered(wanted.words)) if wanted.words else found


def _shown(cases: "QuerySet[Case]", tab: Tab, at: datetime) -> "QuerySet[Case]":
    clock = FilteredRelation("deadlines", condition=Q(deadlines__kind=tab.clock, deadlines__ended_at=None))
    said = FilteredRelation("words", condition=Q(words__seq=1))
    found = with_city(cases.select_related("unit", "matter", "area", "about").annotate(clock=clock, said=said))
    found = found.annotate(text=Left("said__text", READ), **{name: F(f"clock__{name}") for name in CLOCK})
    shown: QuerySet[Case] = found.annotate(asked_at=_asked_at(), inquired=_inquired(), **ringing_lines(tab, at))
    return shown


def _asked_at() -> Subquery:
    """Since when somebody is on the way to look."""
    running = Deadline.objects.filter(case=OuterRef("pk"), kind=Clock.INQUIRY, ended_at=None)
    return Subquery(running.values("opened_at")[:1])


def _inquired() -> Exists:
    """Whether somebody has looked in this round."""
    return Exists(Entry.objects.filter(case=OuterRef("pk"), deed="inquired", round=OuterRef("round")))


def _row(case: Case, advice: Advice | None, at: datetime) -> Row:
    height, level_name = LEVELS.get(case.level, (0, case.level))
    rings = ringing(case, advice)
    marks = [*tags(case), *_told(_known(case), rings)]
    clock = Deadline(**{name: getattr(case, name) for name in CLOCK}) if case.due_at else None  # type: ignore[attr-defined]
    return Row(
        number=case.number, title=mask_words(case.title) or _("（无标题）"), tags=marks, place=where(case),
        matter=" › ".join(case.matter.full_name.split("/")[-3:]) if case.matter else "", came_by=came_by(case),
        level=height, level_name=str(level_name), unit=case.unit.name if case.unit else "", received_at=case.received_at,
        clock=clock, city=city_of(case), edge=EDGES[state(clock, at)] if clock else "",
        ringing=rings, advice=advice,
        send=_send(case, advice), offer=_offer(case, advice),
    )  # fmt: skip


def _told(*words: str) -> list[Tag]:
    return [TOLD[word]() for word in words if word in TOLD]


def _known(case: Case) -> str:
    if case.asked_at:  # type: ignore[attr-defined]
        return ASKED
    return SEEN if case.inquired else ""  # type: ignore[attr-defined]


def _send(case: Case, advice: Advice | None) -> str:
    """number/assign/unit/matter: the likeliest unit, and the matter it was guessed for where nobody has sorted the case."""
    if advice is None or not advice.units:
        return ""
    return f"{case.number}/assign/{advice.units[0].unit.pk}/{_guessed(case, advice)}"


def _offer(case: Case, advice: Advice | None) -> str:
    """number/offer/units/matter."""
    if advice is None or not advice.boards or case.kind == "report":
        return ""
    return f"{case.number}/offer/{','.join(str(unit.pk) for unit in advice.boards)}/{_guessed(case, advice)}"


def _guessed(case: Case, advice: Advice) -> int:
    return advice.guess.matter.pk if advice.guess and case.matter_id != advice.guess.matter.pk else 0
