"""队列的数字 · a few figures over the queue, each leading to its cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.steps.dispatch.figures.today import tally_today
from huying.steps.dispatch.queue.tabs import Total

GOAL = 0.9
"""HR1: theirs is over 90 %."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, its colour where it asks for somebody, and where it leads."""

    label: str
    icon: str
    value: str
    more: str
    colour: str
    url: str


def figures_of(totals: Mapping[str, Total], boards: frozenset[int] | None, *, at: datetime) -> list[Figure]:
    """待派单, 抢单中, 待裁定, 待签收 · and how the boards answered today."""
    return [
        _sum(_("等着派"), "inbox", totals, "waiting", "returned", "raised"),
        _sum(_("抢单中"), "bolt", totals, "offered"),
        _sum(_("等裁定"), "gavel", totals, "unlisted", "objected"),
        _sum(_("待签收"), "check", totals, "unsigned"),
        _today(boards, at),
    ]


def _sum(label: str, icon: str, totals: Mapping[str, Total], *tabs: str) -> Figure:
    """Of these tabs together; it leads to the first of them that is not empty, to a late one before all."""
    late = sum(totals[tab].late for tab in tabs)
    first = max(tabs, key=lambda tab: (totals[tab].late > 0, totals[tab].all > 0, -tabs.index(tab)))
    more = _("%d 件超时") % late if late else ""
    url = f"{reverse('queue')}?tab={first}"
    return Figure(label, icon, str(sum(totals[tab].all for tab in tabs)), more, "red" if late else "", url)


def _today(boards: frozenset[int] | None, at: datetime) -> Figure:
    today = tally_today(at, boards)
    rate = "—" if today.rate is None else f"{today.rate:.0%}"
    more = _("%(claimed)d / %(whole)d 件") % {"claimed": today.claimed, "whole": today.claimed + today.missed}
    day = localdate(at).isoformat()
    colour = "" if today.rate is None else "green" if today.rate >= GOAL else "amber"
    return Figure(_("今日认领率"), "trophy", rate, more, colour, f"{reverse('board_figures')}?first={day}&last={day}")
