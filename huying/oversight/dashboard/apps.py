"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Dashboard(AppConfig):
    """驾驶舱."""

    name = "huying.oversight.dashboard"
    label = "dashboard"
    verbose_name = _("驾驶舱")
