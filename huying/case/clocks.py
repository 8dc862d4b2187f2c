"""The clocks 时钟 · every kind of promise with a time on it (RULES §3)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Clock(TextChoices):
    """Several may run at once on one case."""

    ACCEPT = "accept", _("受理")
    DISPATCH = "dispatch", _("派单")
    CLAIM = "claim", _("抢单")
    SIGN_IN = "sign_in", _("签收")
    OBJECTION = "objection", _("异议期")
    CONTACT = "contact", _("先行联系")
    INQUIRY = "inquiry", _("初步核查")
    HANDLING = "handling", _("办理")
    CITY = "city", _("市级时限")
    RULING = "ruling", _("裁定")
    EXTENSION = "extension", _("延期审批")
    COMMITMENT = "commitment", _("承诺兑现")
    PART = "part", _("协办")
    FEEDBACK = "feedback", _("上报")
    CHECK = "check", _("审核")
    REPLY = "reply", _("回复")
    CALLBACK = "callback", _("回访")
    REVIEW = "review", _("复核")


OF_THE_CASE = frozenset({Clock.CONTACT, Clock.INQUIRY, Clock.HANDLING, Clock.CITY})
"""One each for a round, whoever holds the case: giving back, moving on or editing never restarts them."""

SILENT = frozenset({Clock.OBJECTION})
"""A right that lapses, not a duty: nobody is urged."""
