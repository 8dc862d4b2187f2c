"""按名称填写 · a unit, a matter or an area typed by name or code, with suggestions while typing. No list of thousands on a page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.directory.matter_list import leaves_on, matters_on
from huying.directory.models import Area, Unit
from huying.directory.models.valid import ALWAYS, in_force

SHOWN = 3

Rows = Callable[[date], "QuerySet[Any]"]
AMONG: dict[str, tuple[Rows, str]] = {
    "unit": (lambda on: Unit.objects.all(), "name"),
    "area": (lambda on: Area.objects.filter(in_force(on)), "name"),
    "matter": (leaves_on, "full_name"),
    "branch": (matters_on, "full_name"),
}
"""What may be named, and the column that people know. Units that ended are found, too: their successor takes over."""


class NamedInput(forms.TextInput):
    """The hall's own list of names fills the suggestions as one types."""

    template_name = "dispatch/acts/named.html"

    def __init__(self, tree: str) -> None:
        super().__init__({"autocomplete": "off", "placeholder": gettext_lazy("名称或代码")})
        self.tree = tree

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"tree": self.tree}

    def format_value(self, value: Any) -> str | None:
        """A row is shown by the name that people know."""
        return getattr(value, "full_name", None) or (str(value) if value else None)


class NamedField(forms.Field):
    """`tree`: unit, area, matter (a line that cases are sorted into) or branch (any line). `on`: the day it has to exist."""

    def __init__(self, tree: str, **more: Any) -> None:
        super().__init__(widget=NamedInput("matter" if tree == "branch" else tree), **more)
        self.rows, self.column = AMONG[tree]
        self.on = ALWAYS

    def to_python(self, value: Any) -> Any:
        """By name, full name or code; what is in force comes before what has ended."""
        if not (typed := " ".join(str(value or "").split())):
            return None
        rows = self.rows(self.on)
        found = list(rows.filter(Q(**{self.column: typed}) | Q(name=typed) | Q(code=typed))[: SHOWN + 1])
        standing = [row for row in found if getattr(row, "valid_on", lambda day: True)(self.on)] or found[:1]
        if len(standing) == 1:
            return standing[0]
        if standing:
            raise ValidationError(
                _("有 %(count)d 个“%(typed)s”，请填代码。") % {"count": len(standing), "typed": typed}
            )
        raise ValidationError(self._nothing(typed, rows))

    def _nothing(self, typed: str, rows: "QuerySet[Any]") -> str:
        """No such name; perhaps one of these."""
        like = rows.filter(**{f"{self.column}__icontains": typed}).values_list(self.column, flat=True)[:SHOWN]
        words = _("没有“%s”。") % typed
        return words + (_("您要找的是不是：%s？") % "、".join(like) if like else "")
