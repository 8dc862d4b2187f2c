"""办理经过 · the course of a case as its resident sees it: where it stands, the six steps, the public lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry, Kind
from huying.case.public import SHARED, Line, Picture, entries_told, lines_of, photos_told, words_at, words_told
from huying.case.steps import ENDINGS, Stage, Step

FIRST = 1
"""The line that holds the request itself."""


@dataclass(frozen=True, slots=True)
class Status:
    """A word, its colour and its picture: where a case is now."""

    label: str
    colour: str
    icon: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the six steps, as the `steps` component wants it."""

    label: str
    state: str
    when: str


@dataclass(frozen=True, slots=True)
class Card:
    """A case in a short list of one's own; `done` of the six steps are behind it. `asks`: the next word is the resident's."""

    number: str
    title: str
    status: Status
    done: int
    step: str
    received_at: datetime
    live: bool
    due: Deadline | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """The case that goes on for somebody whose own was merged into it."""

    status: Status
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Course:
    """Everything a resident reads about a case of their own; the newest line first."""

    number: str
    title: str
    text: str
    photos: Sequence[Picture]
    place: str
    kind: str
    received_at: datetime
    live: bool
    status: Status
    marks: Sequence[Mark]
    lines: Sequence[Line]
    due: Deadline | None
    followed: Followed | None
    parts: Sequence[Card]


ENDED = {
    Stage.CLOSED: ("green", "check-circle"),
    Stage.IMPORTED: ("green", "check-circle"),
    Stage.DECLINED: ("red", "info"),
    Stage.TERMINATED: ("red", "info"),
    Stage.MERGED: ("blue", "merge"),
    Stage.WITHDRAWN: ("", "undo"),
}
NOW = {
    Step.INTAKE: _("等待受理"),
    Step.DISPATCH: _("正在交办"),
    Step.HANDLING: _("正在处置"),
    Step.FEEDBACK: _("正在核对结果"),
    Step.REPLY: _("准备回复您"),
    Step.EVALUATION: _("正在核实评价"),
}


def course(case: Case) -> Course:
    """经过 · of the case that the secret link has found."""
    entries = entries_told(case)
    words, photos = words_told(case, entries), photos_told(case, entries)
    return Course(
        number=case.number,
        title=case.title,
        text=words.get(FIRST, ""),
        photos=photos.get(FIRST, ()),
        place=place_of(case),
        kind=case.get_kind_display(),
        received_at=case.received_at,
        live=case.stage not in ENDINGS,
        status=status(case),
        marks=_marks(case, entries),
        lines=[_bare(line) if line.seq == FIRST else line for line in lines_of(entries, words, photos)],
        due=due_of([case]).get(case.pk),
        followed=_followed(case),
        parts=_parts(case),
    )


def request_of(case: Case) -> str:
    """诉求原文 · what was said, alone: all that a receipt reads of the course."""
    return words_at(case, [FIRST]).get(FIRST, "")


def card(case: Case, due: Deadline | None = None) -> Card:
    """One line of 我的诉求."""
    step = Step(case.step)
    live = case.stage not in ENDINGS
    return Card(
        case.number, case.title, status(case), _done(case), str(step.label), case.received_at, live, due,
        asks=case.stage == Stage.AWAITING,
    )  # fmt: skip


def status(case: Case) -> Status:
    """One word for where it is. Whether it is offered, disputed or ruled on is our own affair, not the resident's."""
    stage = Stage(case.stage)
    if stage in ENDED:
        return Status(str(stage.label), *ENDED[stage])
    if stage == Stage.AWAITING:
        return Status(str(_("等您评价")), "amber", "star")
    return Status(str(NOW[Step(case.step)]), "blue", "clock")


def place_of(case: Case) -> str:
    """Area and place in one line."""
    area = case.area.name if case.area else ""
    return case.place if case.place.startswith(area) else " · ".join(part for part in (area, case.place) if part)


def due_of(cases: Iterable[Case]) -> dict[int, Deadline]:
    """The limit that was promised for each, while it runs."""
    live = [case.pk for case in cases if case.stage not in ENDINGS]
    rows = Deadline.objects.filter(case__in=live, kind=Clock.HANDLING, ended_at=None) if live else ()
    return {row.case_id: row for row in rows}


def _bare(line: Line) -> Line:
    """The request itself stands at the head of the page."""
    return replace(line, words="", photos=())


def _done(case: Case) -> int:
    return len(Step) if case.stage in (Stage.CLOSED, Stage.IMPORTED) else list(Step).index(Step(case.step))


def _marks(case: Case, entries: Sequence[Entry]) -> list[Mark]:
    """Done, now or to come; and the day on which each was reached in this round."""
    reached = {entry.step: entry.at for entry in reversed(entries) if entry.round == case.round}
    return [Mark(str(step.label), _state(case, place), _day(reached.get(step))) for place, step in enumerate(Step)]


def _state(case: Case, place: int) -> str:
    """A case that has ended stands at no step."""
    done = _done(case)
    return "done" if place < done else "now" if place == done and case.stage not in ENDINGS else ""


def _day(at: datetime | None) -> str:
    return f"{localtime(at):%m-%d}" if at else ""


def _followed(case: Case) -> Followed | None:
    """Whoever joined is answered by the case that goes on; a report answers nobody but its own reporter."""
    other = case.joined_to
    if other is None or other.kind == Kind.REPORT:
        return None
    entries = entries_told(other, deeds=SHARED)
    return Followed(status(other), lines_of(entries, words_told(other, entries), {}))


def _parts(case: Case) -> list[Card]:
    """The cases that were split off."""
    lines = case.entries.filter(deed="split")
    made = [pk for line in lines for pk in line.facts.get("into", ())]
    return [card(part) for part in Case.objects.filter(pk__in=made)] if made else []
