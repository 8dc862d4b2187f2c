"""接办的动作表单 · what the desk does to a case from its page; each form knows how its deed is done."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.fields import LineField, WordsField
from huying.case.acts.form import LINE_MOST, ActForm, area
from huying.case.models import Case
from huying.case.numbers import row_of
from huying.steps.intake.accept import accept
from huying.steps.intake.decline import decline
from huying.steps.intake.fields import TEXT_MOST
from huying.steps.intake.link_cases import link_cases
from huying.steps.intake.merge import merge
from huying.steps.intake.reasons import REASONS
from huying.steps.intake.split import Part, split
from huying.steps.intake.supplement import supplement
from huying.steps.intake.transfer import LINES, transfer
from huying.steps.intake.withdraw import withdraw

SAID_MOST = 2000


def _must(words: Any) -> dict[str, Any]:
    """What is said where a field was left empty."""
    return {"required": words}


class AcceptForm(ActForm):
    """受理."""

    def act(self, case: Case) -> None:
        accept(case, by=self.by, at=self.at)


class DeclineForm(ActForm):
    """不予受理 · the reason, and whom the resident may turn to: both are told."""

    reason = forms.ChoiceField(
        label=gettext_lazy("属于哪种情形"),
        choices=[("", gettext_lazy("请选择")), *((reason.code, reason.label) for reason in REASONS)],
        error_messages=_must(gettext_lazy("请选择不予受理的情形。")),
    )
    channel = LineField(
        most=LINE_MOST,
        label=gettext_lazy("应当找哪里办"),
        help_text=gettext_lazy("会告诉诉求人，不能空着"),
        widget=forms.TextInput(attrs={"list": "decline-channels", "autocomplete": "off"}),
        error_messages=_must(gettext_lazy("请写明诉求人应当找哪里办，不能只说“不归我们管”。")),
    )
    words = WordsField(most=SAID_MOST, required=False, label=gettext_lazy("补充说明（诉求人可见）"), widget=area())

    @property
    def channels(self) -> list[str]:
        """For the <datalist>."""
        return [str(channel) for reason in REASONS for channel in reason.channels]

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        decline(case, reason=given["reason"], channel=given["channel"], words=given["words"], by=self.by, at=self.at)


class OtherCaseForm(ActForm):
    """A deed with a second case, named by its number."""

    other = LineField(
        most=40,
        label=gettext_lazy("另一件的受理编号"),
        error_messages=_must(gettext_lazy("请填写另一件的受理编号。")),
    )
    reason = LineField(most=LINE_MOST, required=False, label=gettext_lazy("说明"))

    def clean_other(self) -> Case:
        """One that this person may see."""
        number = str(self.cleaned_data["other"])
        found = Case.objects.seen_by(self.by, at=self.at).filter(pk=row_of(number) or 0).first()
        if found is None or found.number.replace("-", "") != number.replace("-", ""):
            raise ValidationError(_("没有这个编号的诉求件，或者您无权查看。"))
        return found


class MergeForm(OtherCaseForm):
    """并案."""

    def act(self, case: Case) -> None:
        merge(case, into=self.cleaned_data["other"], by=self.by, at=self.at, reason=self.cleaned_data["reason"])


class LinkForm(OtherCaseForm):
    """关联."""

    def act(self, case: Case) -> None:
        link_cases(case, other=self.cleaned_data["other"], by=self.by, at=self.at, reason=self.cleaned_data["reason"])


class SplitForm(ActForm):
    """拆分 · one matter at a time."""

    text = WordsField(
        most=TEXT_MOST,
        label=gettext_lazy("拆出来单独办的内容"),
        help_text=gettext_lazy("其余内容留在本件"),
        widget=area(),
        error_messages=_must(gettext_lazy("请写下要拆出来单独办的内容。")),
    )

    def act(self, case: Case) -> None:
        split(case, parts=[Part(self.cleaned_data["text"])], by=self.by, at=self.at)


class TransferForm(ActForm):
    """转紧急渠道."""

    line = forms.ChoiceField(label=gettext_lazy("转往"), choices=LINES.items())
    words = WordsField(most=SAID_MOST, required=False, label=gettext_lazy("说明（诉求人可见）"), widget=area())

    def act(self, case: Case) -> None:
        transfer(case, line=self.cleaned_data["line"], words=self.cleaned_data["words"], by=self.by, at=self.at)


class SupplementForm(ActForm):
    """诉求人来电补充."""

    words = WordsField(
        most=SAID_MOST,
        label=gettext_lazy("诉求人补充的内容"),
        widget=area(),
        error_messages=_must(gettext_lazy("请写下诉求人补充的内容。")),
    )

    def act(self, case: Case) -> None:
        supplement(case, words=self.cleaned_data["words"], by=self.by, at=self.at)


class WithdrawForm(ActForm):
    """诉求人来电撤回."""

    reason = LineField(
        most=LINE_MOST,
        label=gettext_lazy("诉求人撤回的原因"),
        error_messages=_must(gettext_lazy("请写明诉求人为什么撤回。")),
    )

    def act(self, case: Case) -> None:
        withdraw(case, by=self.by, at=self.at, reason=self.cleaned_data["reason"])
