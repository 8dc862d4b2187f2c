"""操作留痕的一页 · acts by key, newest first, as the audit administrator filters them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from huying.directory.models import Act, What

ROWS = 50
BOX = {"class": "hy-input"}


class Filter(forms.Form):
    """What to look for; empty fields ask nothing."""

    what = forms.ChoiceField(
        label=_("操作"), required=False, choices=[("", _("全部")), *What.choices], widget=forms.Select(BOX)
    )
    who = forms.CharField(label=_("人员"), required=False, max_length=60, widget=forms.TextInput(BOX))
    address = forms.CharField(label=_("来源地址"), required=False, max_length=45, widget=forms.TextInput(BOX))
    since = forms.DateField(label=_("从"), required=False, widget=forms.DateInput(BOX | {"type": "date"}))
    until = forms.DateField(label=_("到"), required=False, widget=forms.DateInput(BOX | {"type": "date"}))

    def chosen(self) -> QuerySet[Act]:
        """The acts asked for. A field that cannot be understood is said so beside it, and asks nothing."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Act.objects.filter(*(ASKS[name](value) for name, value in given.items()))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of acts and the keys of its neighbours."""

    acts: list[Act]
    newer: str
    older: str


def leaf(acts: QuerySet[Act], *, before: str = "", after: str = "") -> Leaf:
    """The page before or after the act with that key; the newest, if neither is known."""
    acts = acts.select_related("by")
    if mark := _mark(after):
        rows = list(acts.filter(_newer(mark)).order_by("at", "pk")[: ROWS + 1])
        shown = rows[:ROWS][::-1]
        return Leaf(shown, newer=_key(shown[:1], len(rows) > ROWS), older=_key(shown[-1:], bool(shown)))
    mark = _mark(before)
    rows = list((acts.filter(_older(mark)) if mark else acts).order_by("-at", "-pk")[: ROWS + 1])
    shown = rows[:ROWS]
    return Leaf(shown, newer=_key(shown[:1], mark is not None), older=_key(shown[-1:], len(rows) > ROWS))


def _mark(key: str) -> Act | None:
    return Act.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


def _key(ends: list[Act], more: bool) -> str:
    return str(ends[0].pk) if ends and more else ""


def _older(mark: Act) -> Q:
    return Q(at__lt=mark.at) | Q(at=mark.at, pk__lt=mark.pk)


def _newer(mark: Act) -> Q:
    return Q(at__gt=mark.at) | Q(at=mark.at, pk__gt=mark.pk)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())


ASKS: dict[str, Any] = {
    "what": lambda what: Q(what=what),
    "who": lambda who: Q(by__name=who) | Q(by__username__iexact=who),
    "address": lambda address: Q(address=address),
    "since": lambda day: Q(at__gte=_midnight(day)),
    "until": lambda day: Q(at__lt=_midnight(day + timedelta(days=1))),
}
