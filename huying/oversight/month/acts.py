"""月度的动作 · asking that a case be left out, and ruling on it, on the page of the case."""

from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import WordsField
from huying.case.acts.form import SAID_MOST, ActForm, area
from huying.case.acts.table import Act, Group, Standing
from huying.case.models import Case
from huying.oversight.month.ask_exclusion import ask_exclusion
from huying.oversight.month.count_again import count_again
from huying.oversight.month.exclude import exclude
from huying.oversight.month.exclusion import ASKED, is_excluded, last_word


class AskForm(ActForm):
    """申请不纳入考核."""

    reason = WordsField(
        most=SAID_MOST, label=_("为什么不该纳入考核"), help_text=_("写明依据；由考核员裁定"), widget=area(2)
    )

    def act(self, case: Case) -> None:
        ask_exclusion(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class ExcludeForm(ActForm):
    """不纳入考核."""

    reason = WordsField(most=SAID_MOST, label=_("裁定的理由"), widget=area(2))

    def act(self, case: Case) -> None:
        exclude(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class CountForm(ActForm):
    """纳入考核."""

    reason = WordsField(most=SAID_MOST, label=_("裁定的理由"), widget=area(2))

    def act(self, case: Case) -> None:
        count_again(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


def _askable(stands: Standing) -> bool:
    """Counted, and nobody has asked yet."""
    return last_word(stands.case) != ASKED and not is_excluded(stands.case)


def _excludable(stands: Standing) -> bool:
    return not is_excluded(stands.case)


def _countable(stands: Standing) -> bool:
    return last_word(stands.case) == ASKED or is_excluded(stands.case)


ACTS: tuple[Act, ...] = (
    Act(
        "ask-exclusion", "exclusion_asked", AskForm, _("申请不纳入考核"), "minus", fits=_askable, group=Group.OVERSIGHT
    ),
    Act("exclude", "excluded", ExcludeForm, _("不纳入考核"), "minus", fits=_excludable, group=Group.OVERSIGHT),
    Act("count-again", "counted", CountForm, _("纳入考核"), "plus", fits=_countable, group=Group.OVERSIGHT),
)
