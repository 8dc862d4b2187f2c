"""Edits 修改留痕 · who changed which row of the directory, when, from what to what. Added to, never changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.belongs import Belongs
from huying.directory.models.person import Person


class Fate(models.TextChoices):
    """What becomes of a row."""

    NEW = "new", _("新增")
    CHANGED = "changed", _("修改")
    ENDED = "ended", _("停用")
    UNCHANGED = "unchanged", _("不变")


class Edit(Belongs):
    """One row changed once. `before` and `after` hold the columns that differ, in the words of its sheet."""

    register = models.CharField(_("名录"), max_length=12)
    key = models.CharField(_("行"), max_length=200)
    title = models.CharField(_("名称"), max_length=200)
    fate = models.CharField(_("变动"), max_length=12, choices=Fate)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("操作人"))
    at = models.DateTimeField(_("时间"))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    if TYPE_CHECKING:
        by_id: int | None

    class Meta:
        verbose_name = _("修改留痕")
        indexes = [models.Index(fields=["register", "key", "-id"], name="edit_of_a_row")]

    def __str__(self) -> str:
        return f"{self.title} {self.get_fate_display()}"
