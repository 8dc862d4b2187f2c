"""逐行说明 · what there is to say about one row of one file."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.intake.imports.models.job import Job


class Why(models.TextChoices):
    """Why a row is mentioned."""

    REJECTED = "rejected", _("拒收")
    CHANGED = "changed", _("内容有变")
    SUSPECTED = "suspected", _("疑似重复")


class Remark(models.Model):
    """The row's own cells stay in the file: here is only its number, the reason in words, and the case it concerns."""

    jurisdiction = models.PositiveIntegerField()
    job = models.ForeignKey(Job, models.CASCADE, related_name="remarks")
    row = models.PositiveIntegerField(_("行号"))
    why = models.CharField(max_length=12, choices=Why)
    words = models.CharField(max_length=200)
    values = models.JSONField(default=dict)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "why", "row"], name="remark_once")]

    @property
    def reason(self) -> str:
        """In the reader's language, after the name of the column that is to blame."""
        return said(self.words, self.values)


def said(words: str, values: Mapping[str, str]) -> str:
    """The reason in words."""
    text = gettext(words) % values
    return f"{values['column']}：{text}" if "column" in values else text
