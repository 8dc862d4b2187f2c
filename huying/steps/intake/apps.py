"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Intake(AppConfig):
    """接办."""

    name = "huying.steps.intake"
    label = "intake"
    verbose_name = _("接办")
