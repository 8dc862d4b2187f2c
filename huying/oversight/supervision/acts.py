"""督办的动作 · urging, handing to the leader, summoning, on the page of a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import WordsField
from huying.case.acts.form import SAID_MOST, ActForm, area
from huying.case.acts.table import Act, Group, Standing
from huying.case.clocks import SILENT
from huying.case.models import Case, Deadline
from huying.oversight.supervision.hand_to_leader import hand_to_leader, leading
from huying.oversight.supervision.summon import summon
from huying.oversight.supervision.urge import urge


class UrgeForm(ActForm):
    """催办."""

    clock: "forms.ModelChoiceField[Deadline]" = forms.ModelChoiceField(
        queryset=None, label=_("催哪一项"), empty_label=None
    )
    words = WordsField(most=SAID_MOST, required=False, label=_("要说的话"), widget=area(2))

    def prepare(self) -> None:
        """The clocks that run, the nearest end first."""
        rows = self.case.deadlines.filter(ended_at=None).exclude(kind__in=SILENT).order_by("due_at", "pk")
        field = self.fields["clock"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: row.get_kind_display()  # type: ignore[attr-defined]

    def act(self, case: Case) -> None:
        urge(case, clock=self.cleaned_data["clock"], words=self.cleaned_data["words"], by=self.by, at=self.at)


class HandForm(ActForm):
    """交领导."""

    words = WordsField(most=SAID_MOST, label=_("请领导定什么、催什么"), widget=area(2))

    def act(self, case: Case) -> None:
        hand_to_leader(case, words=self.cleaned_data["words"], by=self.by, at=self.at)


class SummonForm(ActForm):
    """约谈."""

    on = forms.DateField(label=_("哪天约谈"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    words = WordsField(most=SAID_MOST, label=_("约谈谁、谈什么"), widget=area(2))

    def act(self, case: Case) -> None:
        summon(case, on=self.cleaned_data["on"], words=self.cleaned_data["words"], by=self.by, at=self.at)


def _urgeable(stands: Standing) -> bool:
    """Somebody owes something."""
    return any(kind not in SILENT for kind in stands.running)


def _has_leader(stands: Standing) -> bool:
    return stands.case.ended_at is None and leading(stands.case) is not None


def _lives(stands: Standing) -> bool:
    return stands.case.ended_at is None


ACTS: tuple[Act, ...] = (
    Act("urge", "urged", UrgeForm, _("催办"), "bell", fits=_urgeable, group=Group.OVERSIGHT),
    Act("hand-to-leader", "raised", HandForm, _("交领导"), "up", fits=_has_leader, group=Group.OVERSIGHT),
    Act("summon", "summoned", SummonForm, _("列入约谈"), "users", fits=_lives, group=Group.OVERSIGHT),
)
