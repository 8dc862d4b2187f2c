"""接办的动作一览 · one row an act."""

from django.utils.translation import gettext_lazy as _

from huying.case.acts.table import Act, Group
from huying.steps.intake.acts import forms

DECLINE = "intake/acts/decline.html"

ACTS: tuple[Act, ...] = (
    Act("accept", "accepted", forms.AcceptForm, _("受理"), "check", main=True),
    Act("decline", "declined", forms.DeclineForm, _("不予受理"), "x", beside=True, template=DECLINE),
    Act("merge", "merged", forms.MergeForm, _("并入另一件"), "merge", group=Group.RELATED),
    Act("link", "linked", forms.LinkForm, _("关联另一件"), "link", group=Group.RELATED),
    Act("split", "split", forms.SplitForm, _("拆分"), "split", group=Group.RELATED),
    Act("transfer", "transferred", forms.TransferForm, _("转 110 / 119 / 120"), "alert"),
    Act("supplement", "supplemented", forms.SupplementForm, _("补充"), "plus", group=Group.RECORD),
    Act("withdraw", "withdrawn", forms.WithdrawForm, _("诉求人撤回"), "undo", group=Group.RECORD),
)
