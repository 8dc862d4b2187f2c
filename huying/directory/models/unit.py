"""Units 单位 · towns, agencies, offices, communities: whoever can be asked to solve a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.area import Area
from huying.directory.models.belongs import Belongs
from huying.directory.models.tree import Branch
from huying.directory.models.valid import Valid


class UnitKind(models.TextChoices):
    """What sort of unit it is; assessment groups towns and agencies apart (HR3)."""

    GOVERNMENT = "government", _("党委政府")
    TOWN = "town", _("街道乡镇")
    AGENCY = "agency", _("委办局")
    OFFICE = "office", _("科室")
    VILLAGE = "village", _("村居")
    GRID = "grid", _("网格")
    CENTRE = "centre", _("中心")


class Unit(Branch, Valid, Belongs):
    """A unit and its place in the tree. `claims` says whether its group takes cases from the board."""

    code = models.CharField(_("单位代码"), max_length=24)
    name = models.CharField(_("单位"), max_length=80)
    kind = models.CharField(_("类别"), max_length=12, choices=UnitKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="units")
    claims = models.BooleanField(_("可抢单"), default=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        verbose_name = _("单位")
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_once")]

    def __str__(self) -> str:
        return self.name
