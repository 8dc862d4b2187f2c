"""评价的表单 · four questions and a word of why: the same for the resident's link and for the callback desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.fields import WordsField
from huying.case.acts.form import Choice, area
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.evaluation.call_back import Attempt

REASON_MOST = 1000
CONTACTED = (("yes", gettext_lazy("联系过")), ("no", gettext_lazy("没联系")))
ASKED = {"required": gettext_lazy("请选一项。")}


def _question(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=Choice, error_messages=ASKED)


class RateForm(forms.Form):
    """您满意吗? Nothing is chosen beforehand: the answer is the resident's."""

    contacted = _question(gettext_lazy("工作人员联系过您吗？"), CONTACTED)
    solved = _question(gettext_lazy("事情解决了吗？"), Solved.choices)
    service = _question(gettext_lazy("对工作人员的服务满意吗？"), Satisfied.choices)
    result = _question(gettext_lazy("对办理结果满意吗？"), Satisfied.choices)
    reason = WordsField(
        most=REASON_MOST,
        required=False,
        label=gettext_lazy("哪里没解决、哪里不满意？"),
        help_text=gettext_lazy("选了“未解决”或“不满意”的，请写一句，我们好接着办"),
        widget=area(2),
    )

    def __init__(self, given: Any = None) -> None:
        super().__init__(given, auto_id="rate_%s")

    def clean(self) -> dict[str, Any]:
        """A "no" needs a word of why; said at the field, while everything else stays as it was chosen."""
        found = super().clean() or {}
        if not self.errors and not self.answers.good and not self.answers.reason:
            self.add_error("reason", _("请写一句哪里没解决、哪里不满意，我们好接着办。"))
        return found

    @property
    def answers(self) -> Answers:
        """What was answered; only of a form that is valid."""
        given = self.cleaned_data
        solved, service, result = Solved(given["solved"]), Satisfied(given["service"]), Satisfied(given["result"])
        return Answers(given["contacted"] == "yes", solved, service, result, given["reason"])


class ReopenForm(forms.Form):
    """要求重新办理."""

    reason = WordsField(
        most=REASON_MOST,
        label=gettext_lazy("为什么要重新办理？"),
        widget=area(2),
        error_messages={"required": gettext_lazy("请写一句为什么要重新办理。")},
    )

    def __init__(self, given: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(given, auto_id="reopen_%s", initial=initial)


class AttemptForm(forms.Form):
    """没有问成 · why there are no answers."""

    attempt = _question(gettext_lazy("这次为什么没有问成？"), Attempt.choices)
    words = WordsField(most=REASON_MOST, required=False, label=gettext_lazy("备注"), widget=area(2))

    def __init__(self, given: Any = None) -> None:
        super().__init__(given, auto_id="attempt_%s")
