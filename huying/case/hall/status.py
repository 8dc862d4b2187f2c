"""状态 · where a case stands, for the desk: always a colour, an icon and a word."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.models import Case
from huying.case.steps import Stage


@dataclass(frozen=True, slots=True)
class Status:
    """A colour of the palette, a picture of the sprite, a word."""

    colour: str
    icon: str
    label: str


LOOKS: dict[Stage, tuple[str, str]] = {
    Stage.RECEIVED: ("amber", "inbox"),
    Stage.WAITING: ("amber", "send"),
    Stage.OFFERED: ("teal", "hand"),
    Stage.UNLISTED: ("violet", "help"),
    Stage.RETURNED: ("amber", "undo"),
    Stage.RAISED: ("violet", "up"),
    Stage.WORKING: ("blue", "wrench"),
    Stage.OBJECTED: ("red", "gavel"),
    Stage.HANDLED: ("blue", "upload"),
    Stage.REPORTED: ("blue", "eye"),
    Stage.DUE: ("blue", "chat"),
    Stage.AWAITING: ("teal", "phone"),
    Stage.RATED: ("green", "star"),
    Stage.REVIEW: ("violet", "gavel"),
    Stage.CLOSED: ("green", "check-circle"),
    Stage.DECLINED: ("", "minus"),
    Stage.MERGED: ("", "merge"),
    Stage.WITHDRAWN: ("", "undo"),
    Stage.TERMINATED: ("red", "x"),
    Stage.IMPORTED: ("", "history"),
}

LEVELS: dict[str, tuple[int, str | Promise]] = {
    "village": (1, _("村")),
    "town": (2, _("乡镇")),
    "county": (3, _("区县")),
    "city": (4, _("市")),
}
"""How high a case has climbed (LF5)."""


def status(case: Case) -> Status:
    """状态 · an ended case shows how it ended."""
    stage = Stage(case.outcome or case.stage)
    return Status(*LOOKS[stage], str(stage.label))
