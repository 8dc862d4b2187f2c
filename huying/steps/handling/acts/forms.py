"""处置表单 · signing in, contact, visits, progress, promises."""

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import HappenedField, LineField, UntilField, WordsField
from huying.case.acts.form import LINE_MOST, SAID_MOST, ActForm, Choice, area
from huying.case.acts.shots import ShotsField
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.steps.handling.commit import commit
from huying.steps.handling.contact import contact
from huying.steps.handling.keep_commitment import keep_commitment
from huying.steps.handling.measure import measure
from huying.steps.handling.progress import progress
from huying.steps.handling.sign_in import sign_in
from huying.steps.handling.visit import Visit, visit

REACHED = (("yes", _("联系上了")), ("no", _("没联系上")))
MET_MOST = 999


class SignInForm(ActForm):
    """签收."""

    def act(self, case: Case) -> None:
        sign_in(case, by=self.by, at=self.at)


class ContactForm(ActForm):
    """先行联系."""

    reached = forms.ChoiceField(label=_("联系上了吗？"), choices=REACHED, widget=Choice)
    words = WordsField(
        most=SAID_MOST, label=_("联系的情况"), widget=area(2), help_text=_("说了什么、约了什么；没联系上的，写打了几次")
    )

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        contact(case, reached=given["reached"] == "yes", words=given["words"], by=self.by, at=self.at)


class VisitForm(ActForm):
    """上门."""

    words = WordsField(most=SAID_MOST, label=_("看到了什么、谈了什么"), widget=area())
    met = forms.IntegerField(
        label=_("见到几个人"), min_value=0, max_value=MET_MOST, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    place = LineField(most=LINE_MOST, required=False, label=_("地点"))
    photos = ShotsField(label=_("现场照片"))
    happened_at = HappenedField(label=_("什么时间"))

    def prepare(self) -> None:
        self.fields["place"].initial = self.case.place

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        seen = Visit(given["words"], given["met"], given["place"], given["photos"].photos, given["happened_at"])
        visit(case, seen=seen, by=self.by, at=self.at)


class ProgressForm(ActForm):
    """阶段进展."""

    words = WordsField(most=SAID_MOST, label=_("目前的进展（诉求人可见）"), widget=area())
    photos = ShotsField(label=_("照片（诉求人可见）"))

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        progress(case, words=given["words"], photos=given["photos"].photos, by=self.by, at=self.at)


class MeasureForm(ActForm):
    """临时措施."""

    words = WordsField(most=SAID_MOST, label=_("现在采取了什么措施，彻底解决还要做什么（诉求人可见）"), widget=area())
    until = UntilField(label=_("哪天之前彻底解决"))
    photos = ShotsField(label=_("照片（诉求人可见）"))

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        photos = given["photos"].photos
        measure(case, words=given["words"], until=given["until"], photos=photos, by=self.by, at=self.at)


class CommitForm(ActForm):
    """承诺."""

    words = WordsField(most=SAID_MOST, label=_("承诺做什么（诉求人可见）"), widget=area(2))
    until = UntilField(label=_("哪天之前做到"))
    whose = LineField(
        most=LINE_MOST, required=False, label=_("谁的承诺"), help_text=_("第三方的承诺写明是谁；空着就是本单位")
    )

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        commit(case, words=given["words"], until=given["until"], whose=given["whose"], by=self.by, at=self.at)


class KeepForm(ActForm):
    """兑现."""

    of = forms.TypedChoiceField(label=_("哪一项承诺"), coerce=int)
    words = WordsField(most=SAID_MOST, label=_("怎样兑现的（诉求人可见）"), widget=area(2))

    def prepare(self) -> None:
        """The promises that wait, each by its day and its words."""
        rows = self.case.deadlines.filter(kind=Clock.COMMITMENT, ended_at=None).order_by("due_at")
        due = {row.seq: f"{localtime(row.due_at):%m-%d}" for row in rows}
        said = dict(self.case.words.filter(seq__in=due, redacted_at=None).values_list("seq", "text"))
        self.fields["of"].choices = [(seq, f"{day} · {said.get(seq, '')[:40]}") for seq, day in due.items()]  # type: ignore[attr-defined]

    def act(self, case: Case) -> None:
        keep_commitment(case, of=self.cleaned_data["of"], words=self.cleaned_data["words"], by=self.by, at=self.at)
