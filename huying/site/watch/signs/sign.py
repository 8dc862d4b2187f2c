"""灯 · one thing that is watched: its light, what it shows, what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Light(StrEnum):
    """What a light says; without colour: nothing is known yet."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = ""


PICTURES = {Light.RED: "alert", Light.AMBER: "info", Light.GREEN: "check", Light.NONE: "minus"}


@dataclass(frozen=True, slots=True)
class Sign:
    """`key` names it for machines, `figure` and `number` its figure; `advice` says what to do while it is not green."""

    key: str
    label: str | Promise
    light: Light
    words: str
    advice: str = ""
    figure: str = ""
    number: float | None = None

    @property
    def picture(self) -> str:
        return PICTURES[self.light]

    @property
    def word(self) -> str:
        return {
            Light.RED: _("要马上处理"), Light.AMBER: _("要留意"), Light.GREEN: _("正常"), Light.NONE: _("还没有"),
        }[self.light]  # fmt: skip


Look = Callable[[datetime], Sign]


def by_age(age: timedelta | None, *, amber: timedelta, red: timedelta) -> Light:
    """The older the worse; none at all is as it should be."""
    if age is None or age <= amber:
        return Light.GREEN
    return Light.AMBER if age <= red else Light.RED


def span(age: timedelta) -> str:
    """In words, roughly: seconds, minutes, hours, days."""
    seconds = max(0, int(age.total_seconds()))
    if seconds < 60:
        return ngettext("%d 秒", "%d 秒", seconds) % seconds
    if seconds < 3600:
        return ngettext("%d 分钟", "%d 分钟", seconds // 60) % (seconds // 60)
    if seconds < 2 * 86400:
        return ngettext("%d 小时", "%d 小时", seconds // 3600) % (seconds // 3600)
    return ngettext("%d 天", "%d 天", seconds // 86400) % (seconds // 86400)


def ago(moment: datetime, at: datetime) -> str:
    """How long ago, and when."""
    return _("%(span)s前（%(when)s）") % {"span": span(at - moment), "when": f"{localtime(moment):%m-%d %H:%M:%S}"}
