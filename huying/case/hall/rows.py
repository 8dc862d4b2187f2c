"""行 · one line of a list: what a desk needs to choose, and nothing of who asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huying.case.channels import channel_label
from huying.case.clocks import SILENT
from huying.case.hall.status import LEVELS, Status, status
from huying.case.models import Case, Deadline, Nature
from huying.case.running import state
from huying.kit.text import mask_words

SHOWN = (
    "title", "kind", "nature", "urgent", "channel", "source", "source_number", "place", "suspected", "confidential", "step",
    "stage", "outcome", "level", "round", "received_at", "arrived_at", "ended_at",
    "unit__name", "matter__full_name", "area__name",
)  # fmt: skip
NATURES: dict[str, tuple[str, str]] = {Nature.HAZARD: ("red", "alert"), Nature.DISPUTE: ("amber", "users")}
"""Most are demands of livelihood; what is not is marked (LF2)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A mark: always colour, icon and word."""

    colour: str
    icon: str
    words: str


MARKS: tuple[tuple[Callable[[Case], bool], Callable[[Case], Tag]], ...] = (
    (lambda case: case.urgent, lambda case: Tag("red", "alert", _("紧急"))),
    (lambda case: case.nature in NATURES, lambda case: Tag(*NATURES[case.nature], case.get_nature_display())),
    (lambda case: case.suspected_id is not None, lambda case: Tag("amber", "copy", _("疑似重复"))),
    (lambda case: case.confidential, lambda case: Tag("violet", "lock", _("保密"))),
    (
        lambda case: case.round > 1,
        lambda case: Tag("amber", "refresh", _("第 %(round)s 次办理") % {"round": case.round}),
    ),
)
"""When a case is marked, and how; most are not, so a mark is made only where it holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `clock` is the running clock that ends first."""

    number: str
    title: str
    tags: Sequence[Tag]
    status: Status
    place: str
    matter: str
    unit: str
    channel: str
    source: str
    source_number: str
    level: int
    level_name: str
    received_at: datetime
    clock: Deadline | None
    edge: str


def shown(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Fetch what a line shows, and not the rest."""
    return cases.select_related("unit", "matter", "area").only(*SHOWN)


def rows(cases: Sequence[Case], *, now: datetime) -> list[Row]:
    """The lines of a page, with the nearest clock of each from one query."""
    clocks = nearest([case.pk for case in cases])
    return [_row(case, clocks.get(case.pk), now) for case in cases]


def nearest(cases: Sequence[int]) -> dict[int, Deadline]:
    """最近的时钟 · of each case, the running clock that ends first; late ones come before all."""
    running = Deadline.objects.filter(case__in=cases, ended_at=None).exclude(kind__in=SILENT) if cases else ()
    found: dict[int, Deadline] = {}
    for clock in sorted(running, key=lambda clock: clock.due_at):
        found.setdefault(clock.case_id, clock)
    return found


def _row(case: Case, clock: Deadline | None, now: datetime) -> Row:
    height, level_name = LEVELS.get(case.level, (0, case.level))
    return Row(
        number=case.number,
        title=mask_words(case.title) or _("（无标题）"),
        tags=tags(case),
        status=status(case),
        place=where(case),
        matter=case.matter.full_name if case.matter else "",
        unit=case.unit.name if case.unit else "",
        channel=channel_label(case.channel),
        source=case.source,
        source_number=case.source_number,
        level=height,
        level_name=str(level_name),
        received_at=case.received_at,
        clock=clock,
        edge=_edge(clock, now),
    )


def tags(case: Case) -> list[Tag]:
    """标记 · what somebody should know before opening it."""
    return [made(case) for holds, made in MARKS if holds(case)]


def came_by(case: Case) -> str:
    """渠道与来源 · in one word or two."""
    return " · ".join(part for part in (channel_label(case.channel), case.source) if part)


def where(case: Case) -> str:
    """Area and place in one line."""
    area, place = case.area.name if case.area else "", mask_words(case.place)
    return place if place.startswith(area) else " · ".join(part for part in (area, place) if part)


def _edge(clock: Deadline | None, now: datetime) -> str:
    """The coloured edge of a line that is late."""
    return "over" if clock and state(clock, now) == "over" else ""
