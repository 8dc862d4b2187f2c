"""自查的记录 · when the house looked at itself, what it found, and what keeps going wrong (TRUST decision 12)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.case.models import Case
from huying.directory.models.belongs import Belongs


class Kind(models.TextChoices):
    """What was looked at."""

    CHECK = "check", _("核对现状")
    VERIFY = "verify", _("查验台账")


class Inspection(Belongs):
    """One look. `upto` is the last case that was done, so that another keeper goes on from there."""

    kind = models.CharField(_("种类"), max_length=8, choices=Kind)
    began_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    upto = models.BigIntegerField(default=0)
    cases = models.PositiveIntegerField(_("件数"), default=0)
    entries = models.PositiveBigIntegerField(_("行数"), default=0)
    found = models.PositiveIntegerField(_("不符"), default=0)

    class Meta:
        verbose_name = _("自查")
        indexes = [models.Index(fields=["kind", "-id"], name="inspection_newest")]


class Difference(Belongs):
    """What is stored, and what the ledger says it must be. Nothing repairs it but a person's decision (`mended_at`)."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="differences")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("何处"), max_length=60)
    stored = models.CharField(_("现存"), max_length=200)
    derived = models.CharField(_("台账推得"), max_length=200)
    mended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("不符")
        indexes = [models.Index(fields=["case"], name="difference_open", condition=Q(mended_at=None))]


class Trouble(Belongs):
    """Something that should have happened and has not; open until it is gone. `number`: of how many."""

    what = models.CharField(_("何事"), max_length=20)
    began_at = models.DateTimeField(_("发现时间"))
    seen_at = models.DateTimeField(_("最近一次"))
    ended_at = models.DateTimeField(_("消除时间"), null=True)
    number = models.PositiveIntegerField(_("数量"))
    repaired = models.PositiveIntegerField(_("已修复"), default=0)

    class Meta:
        verbose_name = _("异常")
        constraints = [models.UniqueConstraint(fields=["what"], condition=Q(ended_at=None), name="trouble_open_once")]
