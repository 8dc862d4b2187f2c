"""表单 · a row as a form on a page: the same columns, the same rules and the same words as in its sheet."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from huying.directory.sheets.area_code import Code
from huying.directory.sheets.cells import Choice, Count, Day, Several, Text, Value, YesNo
from huying.directory.sheets.columns import Column
from huying.directory.sheets.plan import Values
from huying.directory.sheets.read_sheet import Reading, read_rows

LONG = 150
WHOLE = "hy-form__whole"


class RowForm(forms.Form):
    """One row. `locked` columns say which row it is and stay as they are."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        columns: Sequence[Column],
        *,
        values: Values | None = None,
        locked: Collection[str] = (),
    ) -> None:
        super().__init__(
            data, initial={column.name: _shown(column, (values or {}).get(column.name)) for column in columns}
        )
        self.columns = columns
        for column in columns:
            self.fields[column.name] = _field(column, locked=column.name in locked)

    def reading(self) -> Reading:
        """What was filled in, read as a row of the sheet would be."""
        self.is_valid()
        given = {column: self.cleaned_data.get(column.name, "") for column in self.columns}
        return read_rows([(0, given)])

    def refuse(self, words: Iterable[str]) -> None:
        """Each fault beside the field that it speaks of, the rest above the form."""
        for said in words:
            column = next(
                (column.name for column in self.columns if column.header in said[: len(column.header) + 6]), None
            )
            if column is None or column not in self.errors:
                self.add_error(column, said)


def seen(values: Values) -> str:
    """A mark of what the form was opened on."""
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


def _shown(column: Column, value: Value) -> object:
    if value is None:
        return ""
    if isinstance(column.sort, Day):
        return column.sort.show(value) or ""
    return value if isinstance(column.sort, YesNo | Choice) else column.sort.show(value)


def _field(column: Column, *, locked: bool) -> forms.Field:
    """Errors are found by the sheet's own rules, so that no field has any of its own."""
    given: dict[str, Any] = {
        "label": _(column.header),
        "help_text": _(column.hint) if column.hint else "",
        "disabled": locked,
    }
    match column.sort:
        case Choice(options=options, blank=blank):
            empty = [] if column.must or blank else [("", "—")]
            choices = [*empty, *((option.value, option.label) for option in options)]
            field: forms.Field = forms.ChoiceField(choices=choices, required=False, **given)
        case YesNo():
            field = forms.BooleanField(required=False, **given)
        case Day():
            box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            field = forms.CharField(widget=box, required=False, **given)
        case Count(most=most):
            field = forms.CharField(widget=forms.NumberInput({"min": 1, "max": most}), required=False, **given)
        case Text(longest=longest) if longest > LONG:
            field = forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=longest, required=False, **given)
        case Text() | Several() | Code():
            field = forms.CharField(required=False, **given)
        case _:
            raise TypeError(column.sort)
    field.required = column.must and not locked
    field.error_messages["required"] = _("没有填写%s") % column.header
    field.widget.is_required = False
    return field
