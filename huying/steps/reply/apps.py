"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Reply(AppConfig):
    """回复."""

    name = "huying.steps.reply"
    label = "reply"
    verbose_name = _("回复")

    def ready(self) -> None:
        """Forms are made of models, so the table is read only when those are there."""
        from huying.case.acts.table import offer  # noqa: PLC0415
        from huying.steps.reply.acts import ACTS  # noqa: PLC0415

        offer(ACTS)
