"""关爱 · callers who need more care (WZ7). Recorded as a fact of the first line; whoever handles the case sees it. Data."""

from django.utils.translation import gettext_lazy as _

CARE = {
    "elder": _("独居老人"),
    "child": _("未成年人"),
    "disabled": _("残疾人"),
    "ill": _("重病患者"),
    "poor": _("低保、困难家庭"),
    "pregnant": _("孕产妇"),
    "other": _("其他需要照顾"),
}


def care_labels(codes: list[str]) -> list[str]:
    """In words."""
    return [str(CARE[code]) for code in codes if code in CARE]
