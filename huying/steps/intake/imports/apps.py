"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Imports(AppConfig):
    """批量导入."""

    name = "huying.steps.intake.imports"
    label = "imports"
    verbose_name = _("批量导入")
