"""The matter list 事项清单 · which unit answers for what, in versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.area import AreaLevel
from huying.directory.models.belongs import Belongs
from huying.directory.models.tree import Branch
from huying.directory.models.unit import Unit
from huying.directory.models.valid import Valid


class LimitClass(models.TextChoices):
    """Which limits apply; the amounts are rows of `Limit` (RULES §3)."""

    URGENT = "urgent", _("紧急")
    GENERAL = "general", _("一般")
    UTILITY = "utility", _("水电气热")
    COMPLEX = "complex", _("复杂")


class MatterList(Valid, Belongs):
    """One version of the list, as it was published."""

    version = models.PositiveIntegerField(_("版本"), unique=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = _("事项清单")

    def __str__(self) -> str:
        return f"v{self.version}"


class Matter(Branch, Belongs):
    """A line of one version. A printed code may occur twice and a name be blank: identity is the row (DB44/T 2479-2024)."""

    list = models.ForeignKey(MatterList, models.PROTECT, related_name="matters")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(_("事项编码"), max_length=40, blank=True)
    name = models.CharField(_("事项"), max_length=120, blank=True)
    full_name = models.CharField(_("全称"), max_length=400)
    limit_class = models.CharField(_("时限类别"), max_length=12, choices=LimitClass, default=LimitClass.GENERAL)
    claimable = models.BooleanField(_("可抢单"), default=True)
    community = models.BooleanField(_("在社区职责清单内"), default=False)
    basis = models.CharField(_("依据"), max_length=400, blank=True)
    local_level = models.CharField(
        _("属地主办"), max_length=12, choices=AreaLevel, blank=True, help_text=_("该层级中辖区含事发地的单位主办")
    )
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)
    words = models.CharField(_("识别词"), max_length=200, blank=True, help_text=_("空格分开；登记时据此推荐事项"))

    class Meta:
        verbose_name = _("事项")
        indexes = [models.Index(fields=["list", "full_name"], name="matter_by_name")]

    def __str__(self) -> str:
        return self.full_name


class MatterUnit(models.Model):
    """Who answers for a matter at one level of the areas: the lead, or a partner (协办)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="units")
    level = models.CharField(_("层级"), max_length=12, choices=AreaLevel)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters")
    leads = models.BooleanField(_("主办"), default=True)

    class Meta:
        verbose_name = _("事项承办")
        constraints = [models.UniqueConstraint(fields=["matter", "level", "unit"], name="matter_unit_once")]
