"""不予受理的情形 · the six of RULES §1 (Beijing 条例 art. 11), each with the channels to name. Data: the list is the rule."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a request is not ours to dispatch, and whom the resident may turn to."""

    code: str
    label: str | Promise
    channels: tuple[str | Promise, ...]


REASONS: tuple[Reason, ...] = (
    Reason(
        "emergency",
        _("属于紧急警情、火情、急救、交通事故"),
        (_("公安 110"), _("消防 119"), _("急救 120"), _("交通事故 122")),
    ),
    Reason(
        "procedure",
        _("应当通过诉讼、仲裁、纪检监察、行政复议、政府信息公开或信访程序解决"),
        (
            _("人民法院 12368"),
            _("劳动人事争议仲裁委员会"),
            _("纪检监察 12388"),
            _("行政复议机构"),
            _("政府信息公开申请"),
            _("信访机构"),
        ),
    ),
    Reason("repeated", _("同一诉求正在办理或已经办结，没有新的事实和理由"), (_("按原受理编号查询办理进度和结果"),)),
    Reason("secret", _("涉及国家秘密、商业秘密或他人隐私"), (_("保密行政管理部门"), _("公安机关"))),
    Reason("beyond", _("超出本级政府和有关单位的职责"), (_("上级政府服务热线 12345"), _("有管辖权的单位"))),
    Reason("unlawful", _("诉求内容违反法律法规或者公序良俗"), (_("司法所、公共法律服务 12348"),)),
)


def reason_named(code: str) -> Reason | None:
    """The reason with that code."""
    return next((reason for reason in REASONS if reason.code == code), None)
