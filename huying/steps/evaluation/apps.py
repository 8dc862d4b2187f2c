"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Evaluation(AppConfig):
    """评价."""

    name = "huying.steps.evaluation"
    label = "evaluation"
    verbose_name = _("评价")

    def ready(self) -> None:
        """Forms are made of models, so the table is read only when those are there."""
        from huying.case.acts.table import offer  # noqa: PLC0415
        from huying.steps.evaluation.acts import ACTS  # noqa: PLC0415

        offer(ACTS)
