"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Month(AppConfig):
    """月度数字."""

    name = "huying.oversight.month"
    label = "month"
    verbose_name = _("月度数字")

    def ready(self) -> None:
        """Forms are made of models, so the table is read only when those are there."""
        from huying.case.acts.table import offer  # noqa: PLC0415
        from huying.oversight.month.acts import ACTS  # noqa: PLC0415

        offer(ACTS)
