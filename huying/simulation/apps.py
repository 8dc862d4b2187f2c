"""The layer as Django knows it: what leaders asked to be played out is kept."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Simulation(AppConfig):
    """推演."""

    name = "huying.simulation"
    label = "simulation"
    verbose_name = _("推演")
