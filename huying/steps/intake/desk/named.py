"""按名称填写 · matters and units are typed with suggestions, as is quick on a keyboard, and found by what was typed."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huying.directory.matter_list import leaves_on
from huying.directory.models import Matter, Unit
from huying.directory.models.valid import ALWAYS, in_force

LABEL = re.compile(r"^(?P<name>.*?)(?:（(?P<code>[^（）]*)）)?$")
MOST = 800
"""How many suggestions a page carries."""


def matter_label(matter: Matter) -> str:
    """公共设施/路灯（3.2.1）."""
    return f"{matter.full_name}（{matter.code}）" if matter.code else matter.full_name


class NamedField(forms.Field):
    """A text field with a list of suggestions. `offer` says for which day."""

    def __init__(self, *, list_id: str, **more: Any) -> None:
        widget = forms.TextInput(attrs={"list": list_id, "autocomplete": "off"})
        super().__init__(required=False, widget=widget, **more)
        self.on = ALWAYS


class MatterField(NamedField):
    """A leaf of the matter list in force."""

    def to_python(self, value: Any) -> Matter | None:
        """By its label, its full name, or a code that only one matter has."""
        if not (typed := str(value or "").strip()):
            return None
        found = LABEL.match(typed)
        named = {"full_name": found["name"]} if found else {}
        if found and found["code"]:
            named["code"] = found["code"]
        rows = list(leaves_on(self.on).filter(**named)[:2]) or list(leaves_on(self.on).filter(code=typed)[:2])
        if len(rows) != 1:
            raise ValidationError(_("清单里没有这个事项，请从推荐或下拉里选择；不确定可以留空。"))
        return rows[0]


class UnitField(NamedField):
    """A unit in force."""

    def to_python(self, value: Any) -> Unit | None:
        """By its name."""
        if not (typed := str(value or "").strip()):
            return None
        rows = list(Unit.objects.filter(in_force(self.on), name=typed)[:2])
        if len(rows) != 1:
            raise ValidationError(_("没有找到这个单位，请从下拉里选择；不确定可以留空。"))
        return rows[0]


def matter_labels(on: date) -> list[str]:
    """For the <datalist>."""
    return [matter_label(matter) for matter in leaves_on(on)[:MOST]]


def unit_labels(on: date) -> list[str]:
    """For the <datalist>."""
    return list(Unit.objects.filter(in_force(on)).order_by("path").values_list("name", flat=True)[:MOST])
