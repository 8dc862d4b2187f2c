"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Dispatch(AppConfig):
    """交办."""

    name = "huying.steps.dispatch"
    label = "dispatch"
    verbose_name = _("交办")

    def ready(self) -> None:
        """Forms are made of models, so the table is read only when those are there."""
        from huying.case.acts.table import offer  # noqa: PLC0415
        from huying.steps.dispatch.acts.table import ACTS  # noqa: PLC0415

        offer(ACTS)
