"""渠道 · by which way a request came to us (LF1, WZ9). One table: doors write the code, pages show the label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """Every door has one; a file brings its own words for it, which are kept as they are."""

    WEB = "web", _("手机网页")
    PHONE = "phone", _("热线电话")
    WECHAT = "wechat", _("微信")
    VISIT = "visit", _("来访")
    GRID = "grid", _("网格巡查")
    SPOT = "spot", _("说事点")
    BOX = "box", _("说事箱")
    HOTLINE = "hotline", _("其他热线转来")
    FILE = "file", _("工单文件")


def channel_label(code: str) -> str:
    """The label of a channel; a code that is not ours is shown as it came."""
    return str(Channel(code).label) if code in Channel.values else code


HOTLINE = "12345"
"""市民热线 · how the limit table names the hotline of the city, whatever a file or a town calls it."""

FROM_THE_CITY = frozenset({Channel.FILE, Channel.HOTLINE})
"""Doors through which the platform above sends its work orders down: by file, or handed on by a hotline."""


def is_from_the_city(channel: str, source: str) -> bool:
    """市级来件 · by the door, or by a source that names the hotline: 廊坊12345, 12345 热线, 市 12345 平台."""
    return channel in FROM_THE_CITY or HOTLINE in source
