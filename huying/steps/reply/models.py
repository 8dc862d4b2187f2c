"""回复模板 · how a unit usually answers for a matter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models import Person, Unit


class ReplyTemplate(models.Model):
    """Words with places for the facts of a case; see `filled`.

    `matter` is the full name of a matter or of a branch of matters: it outlives the versions of the list. Empty: for all.
    `unit`: whose template it is; none: everybody's.
    """

    jurisdiction = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    matter = models.CharField(_("事项"), max_length=400, blank=True)
    title = models.CharField(_("名称"), max_length=60)
    body = models.TextField(_("内容"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("回复模板")
        indexes = [models.Index(fields=["jurisdiction", "unit", "-id"], name="reply_template_by_unit")]

    def __str__(self) -> str:
        return self.title
