"""登记表 · what the desk writes down while the caller speaks. Only the text is a must: a call is never turned away by a form."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import LineField, WordsField
from huying.case.acts.form import Choice
from huying.case.channels import Channel
from huying.case.models import Kind, Nature
from huying.steps.intake.care import CARE
from huying.steps.intake.desk.named import MatterField, UnitField
from huying.steps.intake.fields import NAME_MOST, PLACE_MOST, TEXT_MOST, DegreesField, PhoneField
from huying.steps.intake.places import AreaField
from huying.steps.intake.promise import urgency_choices_due
from huying.steps.intake.resident.forms import ManyChoices

TITLE_MOST = 80
DESK_CHANNELS = (Channel.PHONE, Channel.WECHAT, Channel.VISIT, Channel.SPOT, Channel.BOX, Channel.HOTLINE)
ROUND_CHANNELS = (Channel.GRID, Channel.SPOT, Channel.BOX, Channel.VISIT)
"""What the desk and what a grid worker on the round may have received."""


def _plain(placeholder: object = "") -> forms.TextInput:
    """No browser suggests the last caller's words for this one."""
    return forms.TextInput({"autocomplete": "off", "placeholder": placeholder})


class RegisterForm(forms.Form):
    """One request, as it is told to somebody of ours."""

    text = WordsField(
        most=TEXT_MOST,
        label=_("诉求内容"),
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True, "autocomplete": "off"}),
        error_messages={"required": _("请写下诉求内容。")},
    )
    title = LineField(most=TITLE_MOST, required=False, label=_("标题"), widget=_plain(_("不填就取第一句话")))
    matter = MatterField(list_id="matters", label=_("事项"))
    area = AreaField(label=_("村居"))
    place = LineField(most=PLACE_MOST, required=False, label=_("地点"), widget=_plain())
    latitude = DegreesField(most=90)
    longitude = DegreesField(most=180)
    phone = PhoneField(label=_("电话"))
    name = LineField(most=NAME_MOST, required=False, label=_("姓名"), widget=_plain())
    urgent = forms.ChoiceField(
        label=_("紧急程度"),
        choices=[("no", _("一般")), ("yes", _("紧急"))],
        initial="no",
        required=False,
        widget=Choice,
    )
    kind = forms.ChoiceField(
        label=_("类型"), choices=Kind.choices, initial=Kind.HELP, required=False, widget=ManyChoices
    )
    nature = forms.ChoiceField(
        label=_("性质"), choices=Nature.choices, initial=Nature.LIVELIHOOD, required=False, widget=Choice
    )
    channel = forms.ChoiceField(label=_("渠道"), choices=())
    spot = UnitField(list_id="units", label=_("说事点、驿站或网格"))
    about = UnitField(list_id="units", label=_("被反映单位（看不到举报件）"))
    care = forms.MultipleChoiceField(
        label=_("需要照顾的诉求人"), choices=CARE.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    confidential = forms.BooleanField(required=False, label=_("对承办单位保密身份"))
    same_as = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, channels: tuple[Channel, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        on = localdate(at)
        self.fields["area"].offer(on)  # type: ignore[attr-defined]
        self.fields["urgent"].widget.choices = urgency_choices_due(at)
        for name in ("matter", "spot", "about"):
            self.fields[name].on = on  # type: ignore[attr-defined]
        self.fields["channel"].choices = [(channel, channel.label) for channel in channels]  # type: ignore[attr-defined]
        self.fields["channel"].initial = channels[0]

    def clean_urgent(self) -> bool:
        """As the case keeps it."""
        return bool(self.cleaned_data["urgent"] == "yes")

    def clean_kind(self) -> str:
        """Whoever does not choose asks for help."""
        return str(self.cleaned_data["kind"] or Kind.HELP)

    def clean_nature(self) -> str:
        """Most are."""
        return str(self.cleaned_data["nature"] or Nature.LIVELIHOOD)
