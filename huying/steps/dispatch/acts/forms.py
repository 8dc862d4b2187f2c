"""交办表单 · sending a case, offering it, putting it to the leader; ruling; sorting and correcting."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.fields import LineField, WordsField
from huying.case.acts.form import LINE_MOST, SAID_MOST, ActForm, Choice, area
from huying.case.models import Case, Kind, Nature
from huying.directory.add_matter import LONGEST, NewMatter
from huying.directory.models import LimitClass, Unit
from huying.steps.dispatch.acts.advised import AdvisedForm, advice_on
from huying.steps.dispatch.acts.named import NamedField
from huying.steps.dispatch.appoint import appoint
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.copy_to_superior import copy_to_superior
from huying.steps.dispatch.correct import correct
from huying.steps.dispatch.keep_back import keep_back
from huying.steps.dispatch.offer import offer
from huying.steps.dispatch.put_to_leader import put_to_leader
from huying.steps.dispatch.reject_objection import reject_objection
from huying.steps.dispatch.sort import sort
from huying.steps.dispatch.uphold_objection import uphold_objection

TITLE_MOST = 80


class AssignForm(AdvisedForm):
    """派单 · with a copy to the unit above where that is wanted (条例 art. 12)."""

    reason = WordsField(most=SAID_MOST, required=False, label=gettext_lazy("交办意见"), widget=area(2))
    copied = forms.BooleanField(required=False, label=gettext_lazy("抄送它的上级单位"))

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        assign(case, to=given["to"], by=self.by, at=self.at, reason=given["reason"])
        if given["copied"]:
            copy_to_superior(case, by=self.by, at=self.at)

    @property
    def done(self) -> str:
        return _("已派给%s") % self.case.unit


class OfferForm(ActForm):
    """发布抢单 · to the boards of the units that the list names, and of one more by its name."""

    boards = forms.MultipleChoiceField(
        label=gettext_lazy("发到哪些单位的大厅"), required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = NamedField("unit", label=gettext_lazy("再加一个单位"), required=False)
    reason = WordsField(most=SAID_MOST, required=False, label=gettext_lazy("说明"), widget=area(2))

    def prepare(self) -> None:
        self.fields["unit"].on = localdate(self.at)  # type: ignore[attr-defined]
        advice = advice_on(self.case, self)
        likely = [one.unit for one in advice.units if one.unit.claims]
        self.offered = {str(unit.pk): unit for unit in (*advice.boards, *likely)}
        self.fields["boards"].choices = [(pk, unit.name) for pk, unit in self.offered.items()]  # type: ignore[attr-defined]
        self.fields["boards"].initial = [str(unit.pk) for unit in advice.boards or likely[:1]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        named = [given["unit"]] if given.get("unit") else []
        given["to"] = [*(self.offered[pk] for pk in given.get("boards", ())), *named]
        if not given["to"] and not self.errors:
            raise ValidationError(_("请至少选择一个单位。"))
        return given

    def body(self) -> dict[str, Any]:
        """Units by their numbers."""
        return super().body() | {"to": [unit.pk for unit in self.cleaned_data["to"]]}

    def act(self, case: Case) -> None:
        offer(case, to=self.cleaned_data["to"], by=self.by, at=self.at, reason=self.cleaned_data["reason"])


class PutToLeaderForm(ActForm):
    """提请领导定责."""

    reason = WordsField(most=SAID_MOST, label=gettext_lazy("为什么定不了：清单没有列明，或职责有交叉"), widget=area(2))

    def act(self, case: Case) -> None:
        put_to_leader(case, by=self.by, at=self.at, reason=self.cleaned_data["reason"])


class KeepBackForm(ActForm):
    """转人工派单."""

    reason = LineField(most=LINE_MOST, required=False, label=gettext_lazy("为什么不自动抢单（可不填）"))

    def act(self, case: Case) -> None:
        keep_back(case, by=self.by, at=self.at, reason=self.cleaned_data["reason"])


class AppointForm(AdvisedForm):
    """领导指定 · and, if wanted, a line of the matter list from now on (WZ2)."""

    reason = WordsField(most=SAID_MOST, label=gettext_lazy("指定的理由；谁牵头、谁配合"), widget=area(2))
    name = LineField(
        most=LONGEST, required=False, label=gettext_lazy("同时列入事项清单，事项叫"),
        help_text=gettext_lazy("不填就只定这一件；填了，以后同类由这个单位主办"),
    )  # fmt: skip
    matter = NamedField("branch", required=False, label=gettext_lazy("归在哪一级事项下面"))
    limit_class = forms.ChoiceField(
        label=gettext_lazy("时限类别"),
        choices=LimitClass.choices,
        initial=LimitClass.GENERAL,
        required=False,
        widget=Choice,
    )
    words = LineField(
        most=LINE_MOST, required=False, label=gettext_lazy("识别词"), help_text=gettext_lazy("空格分开；登记时据此推荐")
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["matter"].on = localdate(self.at)  # type: ignore[attr-defined]

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        appoint(case, to=given["to"], by=self.by, reason=given["reason"], at=self.at, line=self._line())

    def _line(self) -> NewMatter | None:
        given = self.cleaned_data
        if not given["name"]:
            return None
        limit_class = given["limit_class"] or LimitClass.GENERAL
        return NewMatter(given["name"], given["matter"], limit_class, words=given["words"])

    @property
    def done(self) -> str:
        return _("已指定%s承办") % self.case.unit


class RulingForm(ActForm):
    """A ruling on an objection: the unit reads why."""

    reason = WordsField(most=SAID_MOST, label=gettext_lazy("裁定的理由（承办单位会看到）"), widget=area(2))


class UpholdForm(RulingForm):
    """异议成立."""

    def act(self, case: Case) -> None:
        uphold_objection(case, by=self.by, reason=self.cleaned_data["reason"], at=self.at)


class RejectForm(RulingForm):
    """异议不成立."""

    def act(self, case: Case) -> None:
        reject_objection(case, by=self.by, reason=self.cleaned_data["reason"], at=self.at)


class CopyForm(ActForm):
    """抄送上级."""

    unit = NamedField(
        "unit", required=False, label=gettext_lazy("抄送给"), help_text=gettext_lazy("不填就是承办单位的上级")
    )

    def prepare(self) -> None:
        self.fields["unit"].on = localdate(self.at)  # type: ignore[attr-defined]

    def act(self, case: Case) -> None:
        copy_to_superior(case, to=self.cleaned_data["unit"], by=self.by, at=self.at)


class SortForm(ActForm):
    """归类."""

    matter = NamedField("matter", required=False, label=gettext_lazy("事项"))
    area = NamedField("area", required=False, label=gettext_lazy("区域"))

    def prepare(self) -> None:
        """What it is now; where nobody has sorted it yet, what the text seems to say."""
        for name in ("matter", "area"):
            self.fields[name].on = localdate(self.at)  # type: ignore[attr-defined]
            self.fields[name].initial = getattr(self.case, name)
        guess = None if self.case.matter else advice_on(self.case, self).guess
        if guess:
            self.fields["matter"].initial = guess.matter
            self.fields["matter"].help_text = _("按%(why)s推荐，请核对") % {"why": guess.words}

    def act(self, case: Case) -> None:
        sort(case, matter=self.cleaned_data["matter"], area=self.cleaned_data["area"], by=self.by, at=self.at)


CORRECTED = ("title", "place", "kind", "nature", "urgent")
"""What is corrected as it stands on the case."""


class CorrectForm(ActForm):
    """更正登记."""

    title = LineField(most=TITLE_MOST, required=False, label=gettext_lazy("标题"))
    place = LineField(most=LINE_MOST, required=False, label=gettext_lazy("地点"))
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=Kind.choices)
    nature = forms.ChoiceField(label=gettext_lazy("性质"), choices=Nature.choices)
    urgent = forms.BooleanField(required=False, label=gettext_lazy("紧急"))
    unit = NamedField("unit", required=False, label=gettext_lazy("被反映单位"))
    reason = LineField(most=LINE_MOST, label=gettext_lazy("为什么更正"))

    def prepare(self) -> None:
        self.fields["unit"].on = localdate(self.at)  # type: ignore[attr-defined]
        for name in CORRECTED:
            self.fields[name].initial = getattr(self.case, name)
        self.fields["unit"].initial = self.case.about

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        changes = {name: given[name] for name in CORRECTED}
        about = cast("Unit | None", given["unit"])
        correct(case, changes=changes | {"about": about}, by=self.by, reason=given["reason"], at=self.at)
