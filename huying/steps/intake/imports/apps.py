"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Imports(AppConfig):
    """批量导入."""

    name = "huying.steps.intake.imports"
    label = "imports"
    verbose_name = _("批量导入")

    def ready(self) -> None:
        """What the file said of a resident is forgotten with the case's words."""
        from huying.case.redact import also  # noqa: PLC0415
        from huying.steps.intake.imports.kept import forget  # noqa: PLC0415

        also(forget)
