"""反馈的动作 · the forms of this room, and the table in which they stand."""

from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import WordsField
from huying.case.acts.form import SAID_MOST, ActForm, area
from huying.case.acts.table import Act, Standing
from huying.case.models import Case
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.feedback.send_back import send_back


class ReportForm(ActForm):
    """上报."""

    words = WordsField(most=SAID_MOST, required=False, label=_("给审核人的话"), widget=area(2))

    def act(self, case: Case) -> None:
        report(case, words=self.cleaned_data["words"], by=self.by, at=self.at)


class ApproveForm(ActForm):
    """审核通过."""

    words = WordsField(most=SAID_MOST, required=False, label=_("审核意见"), widget=area(2))

    def act(self, case: Case) -> None:
        approve(case, words=self.cleaned_data["words"], by=self.by, at=self.at)


class SendBackForm(ActForm):
    """退回补办."""

    reason = WordsField(most=SAID_MOST, label=_("为什么退回、要补办什么"), widget=area(2))

    def act(self, case: Case) -> None:
        send_back(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


def _by_another(stands: Standing) -> bool:
    """Nobody approves what he did himself."""
    case = stands.case
    return not case.entries.filter(deed="handled", round=case.round, by=stands.by).exists()


ACTS: tuple[Act, ...] = (
    Act("report", "reported", ReportForm, _("上报结果"), "upload", main=True),
    Act("approve", "approved", ApproveForm, _("审核通过"), "check", main=True, fits=_by_another),
    Act("send-back", "sent_back", SendBackForm, _("退回补办"), "undo", beside=True),
)
