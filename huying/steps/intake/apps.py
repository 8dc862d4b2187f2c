"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Intake(AppConfig):
    """接办."""

    name = "huying.steps.intake"
    label = "intake"
    verbose_name = _("接办")

    def ready(self) -> None:
        """Forms are made of models, so the table is read only when those are there."""
        from huying.case.acts.table import offer  # noqa: PLC0415
        from huying.steps.intake.acts.table import ACTS  # noqa: PLC0415

        offer(ACTS)
