"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Inspection(AppConfig):
    """自查."""

    name = "huying.oversight.inspection"
    label = "inspection"
    verbose_name = _("自查")
