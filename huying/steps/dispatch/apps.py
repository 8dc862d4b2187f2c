"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Dispatch(AppConfig):
    """交办."""

    name = "huying.steps.dispatch"
    label = "dispatch"
    verbose_name = _("交办")
