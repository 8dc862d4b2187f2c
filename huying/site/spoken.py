"""说时间 · an instant as people say it: 今天 9:30, 昨天 17:05, 11-18 08:00; another year's with its year."""

from datetime import datetime

from django.utils.translation import gettext as _


def spoken(local: datetime, here: datetime) -> str:
    """Both in the time of this place; `here` is now."""
    days = (here.date() - local.date()).days
    if days in NEAR:
        return f"{_near(days)} {local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == here.year else f"{local:%Y-%m-%d %H:%M}"


NEAR = (-1, 0, 1)


def _near(days: int) -> str:
    return {-1: _("明天"), 0: _("今天"), 1: _("昨天")}[days]
