"""交办的动作一览 · one row an act."""

from django.utils.translation import gettext_lazy as _

from huying.case.acts.table import Act, Group, Standing
from huying.case.clocks import Clock
from huying.case.models import Kind
from huying.case.steps import Stage
from huying.steps.dispatch.acts import forms, inquiries
from huying.steps.dispatch.keep_back import is_kept_back

ADVISED, BOARDS = "dispatch/acts/advised.html", "dispatch/acts/boards.html"


def _to_send(stands: Standing) -> bool:
    return stands.case.stage != Stage.UNLISTED


def _offerable(stands: Standing) -> bool:
    """A report never, nor what the list keeps off the boards."""
    case = stands.case
    return case.kind != Kind.REPORT and (case.matter is None or case.matter.claimable)


def _may_ring(stands: Standing) -> bool:
    """Only what could ring by itself has to be kept back, and only once."""
    case = stands.case
    known = case.matter is not None and case.matter.claimable and case.area is not None
    return known and case.kind != Kind.REPORT and not is_kept_back(case)


def _unlisted(stands: Standing) -> bool:
    return stands.case.stage == Stage.UNLISTED


def _nobody_on_the_way(stands: Standing) -> bool:
    return not stands.runs(Clock.INQUIRY)


def _somebody_on_the_way(stands: Standing) -> bool:
    return stands.runs(Clock.INQUIRY)


def _held(stands: Standing) -> bool:
    return stands.case.unit is not None


ACTS: tuple[Act, ...] = (
    Act("inquire", "inquired", inquiries.InquireForm, _("核查回报"), "eye", main=True, fits=_somebody_on_the_way),
    Act("assign", "assigned", forms.AssignForm, _("派单"), "send", main=True, fits=_to_send, template=ADVISED),
    Act("offer", "offered", forms.OfferForm, _("发布抢单"), "bolt", fits=_offerable, beside=True, template=BOARDS),
    Act(
        "appoint",
        "appointed",
        forms.AppointForm,
        _("指定承办单位"),
        "gavel",
        main=True,
        fits=_unlisted,
        template=ADVISED,
    ),
    Act("keep-back", "kept_back", forms.KeepBackForm, _("转人工派单"), "hand", fits=_may_ring),
    Act("put-to-leader", "put_to_leader", forms.PutToLeaderForm, _("提请领导定责"), "up"),
    Act("uphold", "objection_upheld", forms.UpholdForm, _("异议成立，重新派单"), "check", beside=True),
    Act("reject", "objection_rejected", forms.RejectForm, _("异议不成立，继续办理"), "x", beside=True),
    Act("ask-inquiry", "inquiry_asked", inquiries.AskInquiryForm, _("请到现场核查"), "eye", fits=_nobody_on_the_way),
    Act("sort", "sorted", forms.SortForm, _("归类"), "tree", group=Group.RECORD),
    Act("correct", "corrected", forms.CorrectForm, _("更正登记"), "edit", group=Group.RECORD),
    Act("copy", "copied", forms.CopyForm, _("抄送上级"), "copy", fits=_held, group=Group.RECORD),
)
