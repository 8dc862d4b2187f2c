"""处置的动作一览 · one row an act."""

from django.utils.translation import gettext_lazy as _

from huying.case.acts.table import Act, Standing
from huying.case.clocks import Clock
from huying.case.steps import Stage
from huying.steps.handling.acts import forms, result, ways
from huying.steps.handling.escalate import LEVELS


def _to_sign(stands: Standing) -> bool:
    return stands.runs(Clock.SIGN_IN)


def _extendable(stands: Standing) -> bool:
    """Before the limit is over, one request at a time."""
    limit = stands.running.get(Clock.HANDLING, ())
    return bool(limit) and limit[0].due_at > stands.at and not stands.runs(Clock.EXTENSION)


def _asked_for_more(stands: Standing) -> bool:
    return stands.runs(Clock.EXTENSION)


def _promised(stands: Standing) -> bool:
    return stands.runs(Clock.COMMITMENT)


def _not_appointed(stands: Standing) -> bool:
    return not stands.case.appointed


def _objectable(stands: Standing) -> bool:
    return stands.runs(Clock.OBJECTION) and not stands.case.appointed


def _higher(stands: Standing) -> bool:
    return stands.case.level != LEVELS[-1]


def _working(stands: Standing) -> bool:
    return stands.case.stage == Stage.WORKING


ACTS: tuple[Act, ...] = (
    Act("sign-in", "signed_in", forms.SignInForm, _("签收"), "check", main=True, fits=_to_sign),
    Act("extend", "extended", ways.ExtendForm, _("同意延期"), "check", main=True, fits=_asked_for_more),
    Act("refuse-extension", "extension_refused", ways.RefuseExtensionForm, _("不同意延期"), "x", fits=_asked_for_more, beside=True),
    Act("contact", "contacted", forms.ContactForm, _("先行联系"), "phone", beside=True),
    Act("visit", "visited", forms.VisitForm, _("上门走访"), "route"),
    Act("progress", "progressed", forms.ProgressForm, _("阶段进展"), "flag"),
    Act("finish", "handled", result.FinishForm, _("处置完成并上报"), "check-circle", fits=_working, beside=True),
    Act("measure", "measured", forms.MeasureForm, _("临时措施"), "wrench"),
    Act("commit", "committed", forms.CommitForm, _("作出承诺"), "calendar"),
    Act("keep", "commitment_kept", forms.KeepForm, _("承诺已兑现"), "check", fits=_promised),
    Act("entrust", "entrusted", ways.EntrustForm, _("落实责任人"), "user"),
    Act("ask-extension", "extension_asked", ways.AskExtensionForm, _("申请延期"), "clock", fits=_extendable),
    Act("escalate", "escalated", ways.EscalateForm, _("申请提级"), "up", fits=_higher),
    Act("give-back", "given_back", ways.GiveBackForm, _("退回重派"), "undo", fits=_not_appointed),
    Act("object", "objected", ways.ObjectForm, _("提出派单异议"), "gavel", fits=_objectable),
    Act(
        "spot", "progressed", result.SpotForm, _("保存"), "check", main=True, fits=_working, listed=False,
        template="handling/work/spot_fields.html",
    ),
)  # fmt: skip
