"""评价的动作 · what a unit, a reviewer and the callback desk do on the page of a case."""

from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import WordsField
from huying.case.acts.form import SAID_MOST, ActForm, area
from huying.case.acts.table import Act, Standing
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.sight import may
from huying.case.steps import Stage
from huying.steps.evaluation.dispute import dispute
from huying.steps.evaluation.distance import has_handled
from huying.steps.evaluation.reopen import reopen
from huying.steps.evaluation.review import order_again, uphold_result


class DisputeForm(ActForm):
    """提请复核."""

    reason = WordsField(
        most=SAID_MOST, label=_("为什么认为结果没有问题，证据是什么"), widget=area(),
        help_text=_("由上一级复核；复核期间本轮时限继续走"),
    )  # fmt: skip

    def act(self, case: Case) -> None:
        dispute(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class UpholdForm(ActForm):
    """复核办结."""

    reason = WordsField(most=SAID_MOST, label=_("复核看了什么，为什么维持结果"), widget=area())

    def act(self, case: Case) -> None:
        uphold_result(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class AgainForm(ActForm):
    """复核再办."""

    reason = WordsField(most=SAID_MOST, label=_("复核看了什么，还要办什么"), widget=area())

    def act(self, case: Case) -> None:
        order_again(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class ReopenForm(ActForm):
    """重新办理."""

    reason = WordsField(most=SAID_MOST, label=_("为什么要重新办理"), widget=area())

    def act(self, case: Case) -> None:
        reopen(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


def _disputable(stands: Standing) -> bool:
    """In the round that a "no" began, once."""
    case = stands.case
    return case.round > 1 and not case.entries.filter(deed="disputed", round=case.round).exists()


def _judging(stands: Standing) -> bool:
    """Under review, before a judge who had no hand in it. Callers close cases too, but rule on none."""
    case, by = stands.case, stands.by
    judges = case.stage == Stage.REVIEW and may(by, "dispute_rejected", case, at=stands.at)
    return judges and not has_handled(case, by)


def _reopenable(stands: Standing) -> bool:
    """Closed, and the right to it still runs."""
    return stands.case.stage == Stage.CLOSED and stands.runs(Clock.REOPEN)


ACTS: tuple[Act, ...] = (
    Act("uphold-result", "closed", UpholdForm, _("维持结果，办结"), "check-circle", main=True, fits=_judging),
    Act("order-again", "dispute_rejected", AgainForm, _("没有办好，再办"), "refresh", fits=_judging, beside=True),
    Act("dispute", "disputed", DisputeForm, _("提请结果复核"), "gavel", fits=_disputable),
    Act("reopen", "reopened", ReopenForm, _("重新办理"), "refresh", fits=_reopenable),
)
