"""查进度 · the small forms of the progress pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.fields import LineField, WordsField
from huying.kit.letters import folded

MORE_MOST = 2000
REASON_MOST = 200


class TailField(forms.CharField):
    """The last four digits, in whatever width they were typed."""

    def clean(self, value: Any) -> str:
        """A whole number is taken as well: its end is what counts."""
        digits = "".join(letter for letter in folded(str(value or "")) if letter.isdecimal())
        if len(digits) < 4:
            raise ValidationError(_("请填写登记电话的后四位数字。"), code="tail")
        return digits[-4:]


class FindForm(forms.Form):
    """受理编号 and the end of the phone."""

    number = LineField(
        most=40,
        label=gettext_lazy("受理编号"),
        help_text=gettext_lazy("提交后给您的编号，例如 20261121-000042"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请填写受理编号。")},
    )
    tail = TailField(
        label=gettext_lazy("登记电话的后四位"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 20}),
    )


class SupplementForm(forms.Form):
    """补充."""

    words = WordsField(
        most=MORE_MOST,
        required=False,
        label=gettext_lazy("补充说明"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class WithdrawForm(forms.Form):
    """撤回 · asked twice: the tick is the second time."""

    sure = forms.BooleanField(
        label=gettext_lazy("我确定撤回，不用再办了"),
        error_messages={"required": gettext_lazy("请先勾选确认。撤回以后不再办理。")},
    )
    reason = LineField(most=REASON_MOST, required=False, label=gettext_lazy("为什么撤回？（可不填）"))
