"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Supervision(AppConfig):
    """督办."""

    name = "huying.oversight.supervision"
    label = "supervision"
    verbose_name = _("督办")

    def ready(self) -> None:
        """Forms are made of models, so the table is read only when those are there."""
        from huying.case.acts.table import offer  # noqa: PLC0415
        from huying.oversight.supervision.acts import ACTS  # noqa: PLC0415

        offer(ACTS)
