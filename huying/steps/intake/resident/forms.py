"""我要反映 · what the page asks. Text first; all the rest may be left out, but a way to be reached unless that is not wished."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.fields import LineField, WordsField
from huying.case.acts.form import Choice
from huying.case.models import Kind
from huying.steps.intake.fields import NAME_MOST, PLACE_MOST, TEXT_MOST, DegreesField, PhoneField
from huying.steps.intake.places import AreaField
from huying.steps.intake.promise import urgency_choices

REACHED_OTHERWISE = frozenset({Kind.REPORT})
"""Kinds for which a phone is never asked."""


class ManyChoices(forms.RadioSelect):
    """More buttons than fit side by side: three in a row."""

    template_name = "intake/parts/choices.html"


class SubmitForm(forms.Form):
    """One request, as a resident sends it."""

    text = WordsField(
        most=TEXT_MOST,
        label=gettext_lazy("遇到了什么事？"),
        help_text=gettext_lazy("什么时间、什么地方、什么情况，说大白话就行"),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请写下您遇到的事，一句话也行。")},
    )
    area = AreaField(label=gettext_lazy("哪个村（社区）？"))
    place = LineField(
        most=PLACE_MOST,
        required=False,
        label=gettext_lazy("具体位置"),
        help_text=gettext_lazy("例如：村口到小学的路上、3 号楼门前"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    latitude = DegreesField(most=90)
    longitude = DegreesField(most=180)
    urgent = forms.ChoiceField(
        label=gettext_lazy("急不急？"),
        choices=[("no", ""), ("yes", "")],
        required=False,
        initial="no",
        widget=Choice,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("属于哪一类？"),
        choices=Kind.choices,
        required=False,
        initial=Kind.HELP,
        widget=ManyChoices,
    )
    name = LineField(
        most=NAME_MOST,
        required=False,
        label=gettext_lazy("怎么称呼您？"),
        help_text=gettext_lazy("可以只写姓，也可以不写"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=gettext_lazy("联系电话"), help_text=gettext_lazy("手机或座机，办理的人好与您联系，也用来查进度")
    )
    confidential = forms.BooleanField(required=False, label=gettext_lazy("对承办单位隐藏我的姓名和电话"))
    anonymous = forms.BooleanField(required=False, label=gettext_lazy("匿名反映，不留姓名和电话（只能用链接查进度）"))
    same_as = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].offer(localdate(at))  # type: ignore[attr-defined]
        self.fields["urgent"].widget.choices = urgency_choices(at)

    def clean_urgent(self) -> bool:
        """As the case keeps it."""
        return bool(self.cleaned_data["urgent"] == "yes")

    def clean_kind(self) -> str:
        """Whoever does not choose asks for help."""
        return str(self.cleaned_data["kind"] or Kind.HELP)

    def clean(self) -> dict[str, Any]:
        """A phone is needed unless it is not wished; who wishes to be nobody is nobody."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("anonymous"):
            self.errors.pop("phone", None)
            return given | {"name": "", "phone": ""}
        if given.get("phone") == "" and given.get("kind") not in REACHED_OTHERWISE:
            self.add_error("phone", _("请留下联系电话；不想留的，可以勾选“匿名反映”。"))
        return given
