"""Limits 时限 · how long each clock may run. Data, versioned, with a source for each number (RULES §3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.belongs import Belongs
from huying.directory.models.matter import LimitClass
from huying.directory.models.valid import Valid


class Measure(models.TextChoices):
    """In what the amount is counted; the arithmetic is `kit.worktime`."""

    MINUTES = "minutes", _("分钟（不分昼夜）")
    WORK_MINUTES = "work_minutes", _("工作分钟")
    WORK_DAYS = "work_days", _("工作日")
    DAYS = "days", _("自然日")


class Limit(Valid, Belongs):
    """One line of the limit table. Blank columns match anything; the line with most columns filled wins."""

    clock = models.CharField(_("时钟"), max_length=20)
    limit_class = models.CharField(_("时限类别"), max_length=12, choices=LimitClass, blank=True)
    source = models.CharField(_("来源"), max_length=60, blank=True)
    kind = models.CharField(_("诉求类型"), max_length=12, blank=True)
    later_round = models.BooleanField(_("再办"), default=False)
    amount = models.PositiveIntegerField(_("数量"))
    measure = models.CharField(_("单位"), max_length=12, choices=Measure)
    basis = models.CharField(_("依据"), max_length=200)
    version = models.PositiveIntegerField(_("版本"), default=1)

    class Meta:
        verbose_name = _("时限")
        indexes = [models.Index(fields=["clock"], name="limit_by_clock")]

    def __str__(self) -> str:
        return f"{self.clock} {self.amount} {self.get_measure_display()}"
