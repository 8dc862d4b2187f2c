"""六步 · the six steps of a case across its page: which are behind it, which it stands at, when each was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry
from huying.case.steps import ENDINGS, Stage, Step

STEPS = list(Step)
LIMITS = {Step.FEEDBACK: Clock.HANDLING, Step.REPLY: Clock.CITY}
"""The step to come → the clock that says until when."""
THROUGH = frozenset({Stage.CLOSED, Stage.IMPORTED})
"""Endings with which all six steps are done."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the six, as the `steps` component wants it."""

    label: str
    state: str
    when: str


def marks(case: Case, entries: Sequence[Entry], clocks: Sequence[Deadline]) -> list[Mark]:
    """六步 · of this round; what earlier rounds did stands in the timeline."""
    reached = _reached(case, entries)
    limits = {Clock(clock.kind): clock.due_at for clock in clocks if clock.ended_at is None}
    return [Mark(str(step.label), _state(case, step), _when(case, step, reached, limits)) for step in STEPS]


def _reached(case: Case, entries: Sequence[Entry]) -> dict[str, datetime]:
    """When each step was last entered; a case that came back enters a step again."""
    found: dict[str, datetime] = {}
    before = ""
    for entry in entries:
        if entry.step != before and entry.round == case.round:
            found[entry.step] = entry.at
        before = entry.step
    return found


def _state(case: Case, step: Step) -> str:
    if case.stage in THROUGH:
        return "done"
    here, place = STEPS.index(Step(case.step)), STEPS.index(step)
    if place < here:
        return "done"
    return "now" if place == here and case.stage not in ENDINGS else ""


def _when(case: Case, step: Step, reached: dict[str, datetime], limits: dict[Clock, datetime]) -> str:
    if _state(case, step) == "now":
        return _("%(at)s 起") % {"at": _short(reached[step])} if step in reached else _("进行中")
    if step in reached:
        return _short(reached[step])
    limit = limits.get(LIMITS[step]) if step in LIMITS else None
    return _("限 %(at)s") % {"at": _short(limit)} if limit and not _state(case, step) else ""


def _short(at: datetime) -> str:
    return f"{localtime(at):%m-%d %H:%M}"
