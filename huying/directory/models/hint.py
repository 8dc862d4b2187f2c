"""新手提示 · which first-use hints somebody has put away, and when. No row: still to be shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.person import Person


class Hint(models.Model):
    """Put away by its reader; bringing the hints back removes the row."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="hints_away")
    name = models.CharField(_("提示"), max_length=30)
    away_at = models.DateTimeField(_("收起时间"))

    class Meta:
        verbose_name = _("新手提示")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="hint_away_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.name}"
