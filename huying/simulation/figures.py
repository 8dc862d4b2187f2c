"""数字 · what a run came to: rates and load, each with its definition. None where there is nothing to divide by."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import Clock
from huying.case.models import Deadline, Entry
from huying.directory.roles import Role
from huying.kit.worktime import Measure, WorkCalendar
from huying.simulation.simulate import Lived

FIELD = (Role.CADRE, Role.GRID_WORKER, Role.STAFF, Role.LIAISON)
HOUR = timedelta(hours=1)

LABELS: Mapping[str, str | Promise] = {
    "claimed": _("抢单率：发布后在时限内有人领办的"),
    "minutes": _("领办用时（分钟，中位数）"),
    "contact": _("联系及时率：先行联系在时限内的"),
    "handling": _("办理及时率：处置在时限内的"),
    "resolution": _("解决率：评价中说已解决或基本解决的"),
    "reply": _("从收到到首次回复（小时，中位数）"),
    "breaches": _("每百件超时次数"),
    "load": _("一线负荷：办件分钟占上班分钟"),
    "busiest": _("最忙一人的负荷"),
}
"""What each figure is. Shares are between 0 and 1."""


def figures(lived: Lived, calendar: WorkCalendar) -> dict[str, float | None]:
    """Of the ledger as it stands."""
    load = _load(lived, calendar)
    return {
        "claimed": _share(_lines("claimed"), _lines("claimed") + _lines("unclaimed")),
        "minutes": _median(_spans("offered", "claimed"), timedelta(minutes=1)),
        "contact": _in_time(Clock.CONTACT),
        "handling": _in_time(Clock.HANDLING),
        "resolution": _resolution(),
        "reply": _median(_spans("received", "replied"), HOUR),
        "breaches": _share(100 * _lines("breached"), lived.year.come),
        "load": _share(sum(load), len(load)),
        "busiest": max(load, default=None),
    }


def _lines(deed: str) -> int:
    return Entry.objects.filter(deed=deed).count()


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _in_time(kind: Clock) -> float | None:
    """Of those that were kept, or whose time is over."""
    over = Deadline.objects.filter(Q(kept=True) | Q(rung__gt=2), kind=kind)
    return _share(over.filter(kept=True, ended_at__lte=F("due_at")).count(), over.count())


def _resolution() -> float | None:
    said = [line.facts["solved"] for line in Entry.objects.filter(deed="rated")]
    return _share(sum(word != "no" for word in said), len(said))


def _spans(begins: str, ends: str) -> list[timedelta]:
    """From the last of the one to the first of the other, case by case."""
    started: dict[int, datetime] = dict(Entry.objects.filter(deed=begins).order_by("pk").values_list("case", "at"))
    ended: dict[int, datetime] = dict(Entry.objects.filter(deed=ends).order_by("-pk").values_list("case", "at"))
    return [ended[case] - at for case, at in started.items() if case in ended]


def _median(spans: list[timedelta], unit: timedelta) -> float | None:
    return median(span / unit for span in spans) if spans else None


def _load(lived: Lived, calendar: WorkCalendar) -> list[float]:
    """Of everybody who works in the field: minutes spent on cases against minutes of duty in those days."""
    plan, spent = lived.world.plan, lived.world.diary.minutes
    duty = calendar.elapsed(plan.begins, plan.begins + timedelta(days=plan.days), Measure.WORK_MINUTES)
    return [spent[person.pk] / duty for person in lived.world.district.holding(*FIELD)] if duty else []
