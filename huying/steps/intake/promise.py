"""承诺 · how soon we say we act, read from the limits in force, never written into a page."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.promises import limit_of
from huying.directory.models import Limit, Matter
from huying.directory.reckoning import rules
from huying.kit.worktime import Measure

HOURS = 60


def urgency_choices(at: datetime) -> list[tuple[str, SafeString]]:
    """一般与紧急 · each with how soon."""
    usual, urgent = spelled(handling_limit(at)), spelled(handling_limit(at, urgent=True))
    return [("no", _labelled(_("一般"), usual, "usual")), ("yes", _labelled(_("紧急"), urgent, "urgent"))]


def urgency_choices_due(at: datetime) -> list[tuple[str, SafeString]]:
    """The same for the desk, each with the instant at which it would be due."""
    usual, urgent = when(handling_limit(at), at), when(handling_limit(at, urgent=True), at)
    return [("no", _labelled(_("一般"), usual, "usual")), ("yes", _labelled(_("紧急"), urgent, "urgent"))]


def handling_limit(at: datetime, *, urgent: bool = False, matter: Matter | None = None, kind: str = "") -> Limit | None:
    """The limit that such a case would get."""
    return limit_of(Clock.HANDLING, Case(urgent=urgent, matter=matter, kind=kind), rules(at), at=at)


def due_of(limit: Limit | None, at: datetime) -> datetime | None:
    """When it would end if handling began now."""
    return rules(at).calendar.add(at, limit.amount, Measure(limit.measure)) if limit else None


def spelled(limit: Limit | None) -> str:
    """2 个工作日, 2 小时."""
    if limit is None:
        return ""
    if limit.measure in (Measure.MINUTES, Measure.WORK_MINUTES) and limit.amount % HOURS == 0:
        words = _("%(count)s 小时") if limit.measure == Measure.MINUTES else _("%(count)s 个工作小时")
        return words % {"count": limit.amount // HOURS}
    words = {
        Measure.MINUTES: _("%(count)s 分钟"),
        Measure.WORK_MINUTES: _("%(count)s 个工作分钟"),
        Measure.WORK_DAYS: _("%(count)s 个工作日"),
        Measure.CALENDAR_DAYS: _("%(count)s 天"),
    }[Measure(limit.measure)]
    return words % {"count": limit.amount}


def when(limit: Limit | None, at: datetime) -> str:
    """2 小时 · 11-20 16:06, for the desk."""
    due = due_of(limit, at)
    return f"{spelled(limit)} · {localtime(due):%m-%d %H:%M}" if due else ""


def _labelled(word: str, more: str, which: str) -> SafeString:
    return format_html('{}<small id="due-{}">{}</small>', word, which, more)
