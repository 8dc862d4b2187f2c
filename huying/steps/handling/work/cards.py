"""卡片 · one case in the list: what it is, where, what is next, how long there is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import Clock
from huying.case.course import place_of
from huying.case.models import Case, Deadline
from huying.case.steps import Stage
from huying.kit.text import mask_words
from huying.steps.handling.work.duties import CLOCKS

Words = str | Promise

AFTER_STAGE: dict[str, tuple[str, Words, str]] = {
    Stage.WORKING: ("", _("去现场处置"), "wrench"),
    Stage.OBJECTED: ("", _("等待异议裁定"), "gavel"),
    Stage.HANDLED: ("report", _("上报结果"), "upload"),
    Stage.REPORTED: ("approve", _("审核结果"), "eye"),
    Stage.DUE: ("reply", _("回复诉求人"), "chat"),
}
"""Stage → the act that is next, its words, its picture; no act: the page on the spot."""

FIRST: tuple[tuple[Clock, tuple[str, Words, str]], ...] = (
    (Clock.SIGN_IN, ("sign-in", _("签收"), "check")),
    (Clock.EXTENSION, ("extend", _("审批延期"), "clock")),
    (Clock.INQUIRY, ("inquire", _("现场核查"), "pin")),
    (Clock.CONTACT, ("contact", _("先行联系"), "phone")),
)
"""A clock that runs asks for its own act before the stage does."""


@dataclass(frozen=True, slots=True)
class Card:
    """`clock` ends first of ours that run; `others` run beside it, and so does the `city`'s own."""

    case: Case
    title: str
    place: str
    clock: Deadline | None
    others: Sequence[Deadline]
    city: Deadline | None
    act: str
    words: Words
    icon: str
    mine: bool


def cards(cases: Sequence[Case], by: int, *, leading: bool) -> list[Card]:
    """With the running clocks of all of them from one query. `leading`: whether requests for more time are this reader's."""
    clocks: dict[int, list[Deadline]] = defaultdict(list)
    keys, shown = [case.pk for case in cases], (*CLOCKS, Clock.CITY)
    rows = Deadline.objects.filter(case__in=keys, kind__in=shown, ended_at=None).order_by("due_at") if keys else ()
    for row in rows:
        clocks[row.case_id].append(row)
    return [_card(case, clocks[case.pk], by, leading=leading) for case in cases]


def _card(case: Case, running: Sequence[Deadline], by: int, *, leading: bool) -> Card:
    clocks = [row for row in running if row.kind != Clock.CITY]
    city = next((row for row in running if row.kind == Clock.CITY), None)
    act, words, icon = _next(case, {row.kind for row in clocks}, leading=leading)
    return Card(
        case, mask_words(case.title) or str(case), mask_words(place_of(case)), clocks[0] if clocks else None, clocks[1:],
        city, act, words, icon, case.person_id == by,
    )  # fmt: skip


def _next(case: Case, running: set[str], *, leading: bool) -> tuple[str, Words, str]:
    """What would end the waiting."""
    for clock, following in FIRST:
        if clock in running and (leading or clock != Clock.EXTENSION) and _in_hand(case, clock):
            return following
    return AFTER_STAGE.get(case.stage, ("keep", _("兑现承诺"), "calendar"))


def _in_hand(case: Case, clock: Clock) -> bool:
    """First contact is asked for while the case is being worked at; an inquiry also before it is handed out."""
    return clock == Clock.INQUIRY or case.stage == Stage.WORKING
