"""有建议的表单 · the likeliest units to choose from, with their reasons, and any other by its name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.form import ActForm
from huying.case.models import Case, Words
from huying.directory.models import Unit
from huying.steps.dispatch.acts.named import NamedField
from huying.steps.dispatch.suggest import Advice, suggest

OTHER = ""
LABEL = gettext_lazy("派给")
ELSE, NAMED = gettext_lazy("其他单位"), gettext_lazy("其他单位的名称")


def advice_on(case: Case, form: ActForm) -> Advice:
    """Asked once for a page, however many forms want it."""
    held: Advice | None = getattr(case, "advice", None)
    if held is None:
        text = Words.objects.filter(case=case, seq=1).values_list("text", flat=True).first()
        held = case.advice = suggest(case, f"{case.title} {text or ''}", at=form.at)  # type: ignore[attr-defined]
    return held


class AdvisedForm(ActForm):
    """One unit: one of those suggested, or another that is named."""

    likely = forms.ChoiceField(label=LABEL, required=False, widget=forms.RadioSelect)
    unit = NamedField("unit", label=NAMED, required=False)

    def prepare(self) -> None:
        """The likeliest is chosen beforehand."""
        self.fields["unit"].on = localdate(self.at)  # type: ignore[attr-defined]
        self.advice = advice_on(self.case, self)
        choices = [(str(one.unit.pk), one.unit.name) for one in self.advice.units]
        self.fields["likely"].choices = [*choices, (OTHER, ELSE)]  # type: ignore[attr-defined]
        self.fields["likely"].initial = choices[0][0] if choices else OTHER

    def clean(self) -> dict[str, Any]:
        """Whoever types a name means it; whoever chooses another unit has to name it."""
        given = super().clean() or {}
        given["to"] = given.get("unit") or self._likely(given.get("likely", ""))
        if given["to"] is None and not self.errors:
            self.add_error("unit", ValidationError(_("请选择一个单位，或填写单位名称。")))
        return given

    def _likely(self, chosen: str) -> Unit | None:
        return next((one.unit for one in self.advice.units if str(one.unit.pk) == chosen), None)
