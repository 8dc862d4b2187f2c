"""The working calendar 工作日历 · statutory holidays and make-up working days (调休), in versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.belongs import Belongs


class CalendarVersion(Belongs):
    """One state of the calendar. A new one is made by every edit; open clocks are reckoned again by it."""

    number = models.PositiveIntegerField(_("版本"), unique=True)
    published_to = models.DateField(_("已公布至"))
    made_at = models.DateTimeField(_("建立时间"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    hours = models.CharField(_("上班时间"), max_length=60, default="09:00-12:00 14:00-18:00")

    class Meta:
        verbose_name = _("工作日历")

    def __str__(self) -> str:
        return f"v{self.number}"


class CalendarDay(models.Model):
    """A day with a decree of its own: a holiday, a rest on a weekday, or work on a weekend."""

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="days")
    day = models.DateField(_("日期"))
    works = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("节假日与调休")
        constraints = [models.UniqueConstraint(fields=["version", "day"], name="calendar_day_once")]
