"""期间 · which days, which unit, which hour the figures are of, as the address of the page says it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.http import QueryDict
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

USUAL = timedelta(days=29)
LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included, in the district's own time."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return _midnight(self.first)

    @property
    def until(self) -> datetime:
        """The first instant that does not belong to it any more."""
        return _midnight(self.last + timedelta(days=1))


def _day() -> forms.DateInput:
    """As browsers want it, whatever the language."""
    return forms.DateInput({"type": "date", "class": "hy-input"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """From, to; the last thirty days unless said otherwise."""

    first = forms.DateField(label=_("从"), required=False, widget=_day())
    last = forms.DateField(label=_("到"), required=False, widget=_day())

    def __init__(self, query: QueryDict, *, at: datetime) -> None:
        today = localdate(at)
        usual = {"first": today - USUAL, "last": today}
        super().__init__({name: query.get(name) or day for name, day in usual.items()})

    def clean(self) -> dict[str, date]:
        """In order, and not longer than a quarter of a year at once."""
        found: dict[str, date] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and first > last:
            raise forms.ValidationError(gettext("开始日期要早于结束日期。"))
        if first and last and last - first > LONGEST:
            raise forms.ValidationError(gettext("一次最多看 93 天。"))
        return found

    def period(self, at: datetime) -> Period:
        """What was asked, or the usual days where it made no sense."""
        if self.is_valid():
            return Period(self.cleaned_data["first"], self.cleaned_data["last"])
        return Period(localdate(at) - USUAL, localdate(at))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())
