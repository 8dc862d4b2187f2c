"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Feedback(AppConfig):
    """反馈."""

    name = "huying.steps.feedback"
    label = "feedback"
    verbose_name = _("反馈")

    def ready(self) -> None:
        """Forms are made of models, so the table is read only when those are there."""
        from huying.case.acts.table import offer  # noqa: PLC0415
        from huying.steps.feedback.acts import ACTS  # noqa: PLC0415

        offer(ACTS)
