"""村居 · the places a form offers: the villages under their towns, or, where there are too many for a list, the towns alone."""

from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huying.directory.models import Area, AreaLevel
from huying.directory.models.valid import ALWAYS, in_force
from huying.directory.prepared import Prepared
from huying.kit.whole import whole

MOST = 400
"""An unbounded list is no list."""

Option = tuple[int | str, str]
Group = tuple[str, list[Option]]
Choices = list[Option | Group]


class AreaField(forms.Field):
    """One of them, or none. The list is read only when it is shown."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, widget=forms.Select, **more)
        self.on = ALWAYS

    def offer(self, on: date) -> None:
        """The places in force that day."""
        self.on = on
        self.widget.choices = cache(lambda: choices(on))  # a widget asks twice

    def to_python(self, value: Any) -> Area | None:
        """A place that does not exist any more is said to be gone."""
        if not value:
            return None
        key = whole(str(value))
        found = _PLACE(self.on, key) if key is not None else []
        if not found:
            raise ValidationError(_("这个村居已经变更，请重新选择。"))
        return found[0]


def choices(on: date) -> Choices:
    """For a <select>: a town, then its villages."""
    rows = list(_places(on)[: MOST + 1])
    offered = rows if len(rows) <= MOST else list(_places(on).filter(level=AreaLevel.TOWN)[:MOST])
    return [("", _("请选择")), *_grouped(offered)]


def _places(on: date) -> QuerySet[Area]:
    return Area.objects.filter(in_force(on), level__in=(AreaLevel.TOWN, AreaLevel.VILLAGE)).order_by("code")


_PLACE: Prepared[Area] = Prepared(lambda on, pk: _places(on).filter(pk=pk).order_by())


def _grouped(rows: list[Area]) -> Choices:
    """By code a town comes before its villages; a village without its town stands alone."""
    towns: dict[int, list[Option]] = {row.pk: [(row.pk, row.name)] for row in rows if row.level == AreaLevel.TOWN}
    names = {row.pk: row.name for row in rows}
    alone: list[Option] = []
    for row in rows:
        if row.level == AreaLevel.VILLAGE:
            above = row.above[-2] if len(row.above) > 1 else 0
            towns.get(above, alone).append((row.pk, row.name))
    groups: Choices = [(names[town], options) if len(options) > 1 else options[0] for town, options in towns.items()]
    return [*alone, *groups]
