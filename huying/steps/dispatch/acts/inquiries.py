"""核查表单 · asking somebody to look on the spot, and saying what was found."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import HappenedField, LineField, WordsField
from huying.case.acts.form import LINE_MOST, SAID_MOST, ActForm, Choice, area
from huying.case.acts.shots import ShotsField
from huying.case.models import Case
from huying.directory.listing import Listing
from huying.steps.dispatch.acts.named import NamedField
from huying.steps.dispatch.ask_inquiry import ask_inquiry
from huying.steps.dispatch.inquire import inquire
from huying.steps.dispatch.inquiry import Finding


class AskInquiryForm(ActForm):
    """请到现场核查 · usually the grid or village where it happened."""

    unit = NamedField("unit", label=_("请哪个网格、村居去看"))
    words = WordsField(most=SAID_MOST, required=False, label=_("要看清什么"), widget=area(2))

    def prepare(self) -> None:
        self.fields["unit"].on = localdate(self.at)  # type: ignore[attr-defined]
        self.fields["unit"].initial = next(iter(Listing([], [self.case.area]).governing(self.case.area)), None)

    def act(self, case: Case) -> None:
        ask_inquiry(case, of=self.cleaned_data["unit"], by=self.by, at=self.at, words=self.cleaned_data["words"])


class InquireForm(ActForm):
    """核查回报."""

    finding = forms.ChoiceField(label=_("核查结论"), choices=Finding.choices, widget=Choice)
    words = WordsField(most=SAID_MOST, label=_("现场看到了什么"), widget=area())
    place = LineField(most=LINE_MOST, required=False, label=_("地点"))
    photos = ShotsField(label=_("现场照片"))
    happened_at = HappenedField(label=_("什么时间"))

    def prepare(self) -> None:
        self.fields["place"].initial = self.case.place

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        inquire(
            case, finding=given["finding"], words=given["words"], place=given["place"], photos=given["photos"].photos,
            by=self.by, at=self.at, happened_at=given["happened_at"],
        )  # fmt: skip
