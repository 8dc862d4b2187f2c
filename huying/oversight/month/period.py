"""期间 · a month, or any days from one to another, as the address of the page says it."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included. `fault` says in words why what was asked was not taken."""

    first: date
    last: date
    fault: str = ""

    @property
    def month(self) -> str:
        """2026-09, where it is a whole month."""
        return f"{self.first:%Y-%m}" if self == Period(*_days(self.first), self.fault) else ""

    @property
    def before(self) -> str:
        """The month before the first day."""
        return f"{self.first.replace(day=1) - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after the first day's."""
        return f"{_days(self.first)[1] + timedelta(days=1):%Y-%m}"

    @property
    def label(self) -> str:
        """In words."""
        if self.month:
            return _("%(year)s 年 %(month)s 月") % {"year": self.first.year, "month": self.first.month}
        return _("%(first)s 至 %(last)s") % {"first": self.first, "last": self.last}


def period(given: Mapping[str, str], *, at: datetime) -> Period:
    """From the address: `month`, or `from` and `to`; this month unless something else makes sense."""
    usual = _days(localdate(at))
    try:
        days = _asked(given) or usual
    except ValueError:
        return Period(*usual, _("日期没有看懂，先显示本月。"))
    if days[0] > days[1]:
        return Period(*usual, _("开始日期要早于结束日期，先显示本月。"))
    if days[0] < EARLIEST or days[1] > LATEST:
        return Period(*usual, _("日期超出范围，先显示本月。"))
    return Period(*days)


def date_of(text: str) -> date | None:
    """A day as an address says it; None for nonsense, and for days that no list reaches."""
    try:
        day = _day(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _asked(given: Mapping[str, str]) -> tuple[date, date] | None:
    first, last, month = (given.get(name, "").strip() for name in ("from", "to", "month"))
    if first or last:
        return _day(first or last), _day(last or first)
    return _days(_day(f"{month}-01")) if month else None


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(day: date) -> tuple[date, date]:
    """The first and the last day of that month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
