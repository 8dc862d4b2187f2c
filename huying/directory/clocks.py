"""The clocks 时钟 · every kind of promise with a time on it (RULES §3). The limit table is kept by these names."""

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
    REOPEN = "reopen", _("可重办期")
