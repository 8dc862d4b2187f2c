"""处置结果表单 · the result with its proof; and the one form of the phone, for whatever was done on the spot."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import HappenedField, WordsField
from huying.case.acts.form import SAID_MOST, ActForm, Choice, area
from huying.case.acts.shots import ShotsField
from huying.case.models import Case
from huying.steps.handling.finish import finish
from huying.steps.handling.handle import How, Result
from huying.steps.handling.progress import progress
from huying.steps.handling.visit import Visit, visit

PHRASES = (
    _("已到现场查看，情况属实。"),
    _("已通知维修人员到场处理。"),
    _("已与诉求人当面说明，诉求人表示理解。"),
    _("问题已处理完毕，现场已恢复正常。"),
    _("需等配件到货，已先采取临时措施。"),
)
"""常用语 · what is said most, at one touch."""


class FinishForm(ActForm):
    """处置并上报."""

    how = forms.ChoiceField(label=_("办成了什么样"), choices=How.choices, widget=Choice)
    words = WordsField(most=SAID_MOST, label=_("怎样处置的、结果如何"), widget=area())
    basis = WordsField(
        most=SAID_MOST,
        required=False,
        label=_("依据或证明材料"),
        widget=area(2),
        help_text=_("没有处置后照片的，必须写明"),
    )
    before = ShotsField(label=_("处置前"), prompt=_("拍处置前"))
    after = ShotsField(label=_("处置后"), prompt=_("拍处置后"))
    happened_at = HappenedField(label=_("什么时间办完的"))

    def act(self, case: Case) -> None:
        finish(case, result=result_of(self.cleaned_data), by=self.by, at=self.at)


def result_of(given: dict[str, Any]) -> Result:
    """As the deed wants it."""
    return Result(
        How(given["how"]),
        given["words"],
        given["basis"],
        given["after"].photos,
        given["before"].photos,
        given["happened_at"],
    )


class SpotForm(ActForm):
    """现场处置 · arrived, working on it, done: one form, three deeds."""

    STEPS = (("arrived", _("已到场")), ("working", _("处理中")), ("done", _("已办结")))

    before = ShotsField(label=_("处置前"), prompt=_("拍处置前"))
    during = ShotsField(label=_("处置中"), prompt=_("拍处置中"))
    after = ShotsField(label=_("处置后"), prompt=_("拍处置后"))
    step = forms.ChoiceField(label=_("这次做到哪一步？"), choices=STEPS, widget=Choice, initial="working")
    words = WordsField(most=SAID_MOST, label=_("情况说明"), widget=area(4))
    met = forms.IntegerField(
        label=_("见到几个人"), required=False, min_value=0, max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=_("办成了什么样"), choices=How.choices, widget=Choice, initial=How.SOLVED, required=False
    )
    basis = WordsField(
        most=SAID_MOST,
        required=False,
        label=_("依据或证明材料"),
        widget=area(2),
        help_text=_("没有处置后照片的，必须写明"),
    )
    happened_at = HappenedField(label=_("什么时间"))
    phrases = PHRASES

    def clean_how(self) -> str:
        return str(self.cleaned_data["how"] or How.SOLVED)

    def act(self, case: Case) -> None:
        {"arrived": self._arrived, "working": self._working, "done": self._done}[self.cleaned_data["step"]](case)

    @property
    def done(self) -> str:
        """What was done, in its own words."""
        said = {"arrived": _now("已记下到场情况。"), "working": _now("进展已记下，诉求人可以看到。")}
        return said.get(self.cleaned_data["step"], _now("处置结果已上报，等待审核。"))

    def _arrived(self, case: Case) -> None:
        given = self.cleaned_data
        seen = Visit(
            given["words"], given["met"] or 0, case.place, self._shots("before", "during"), given["happened_at"]
        )
        visit(case, seen=seen, by=self.by, at=self.at)

    def _working(self, case: Case) -> None:
        progress(case, words=self.cleaned_data["words"], photos=self._shots("before", "during"), by=self.by, at=self.at)

    def _done(self, case: Case) -> None:
        finish(case, result=result_of(self.cleaned_data), by=self.by, at=self.at)

    def _shots(self, *names: str) -> list[Any]:
        return [photo for name in names for photo in self.cleaned_data[name].photos]
