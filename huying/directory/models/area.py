"""Areas 区划 · GB/T 2260 and statistics codes, with local suffixes for grids and functional zones."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.belongs import Belongs
from huying.directory.models.tree import Branch
from huying.directory.models.valid import Valid


class AreaLevel(models.TextChoices):
    """How deep an area lies; the four of 市县乡村 and their neighbours."""

    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    COUNTY = "county", _("区县")
    TOWN = "town", _("街道乡镇")
    VILLAGE = "village", _("村居")
    GRID = "grid", _("网格")


class Area(Branch, Valid, Belongs):
    """A place with a code: 2 4 6 9 12 digits (RULES §6), grids and zones with a suffix after them."""

    code = models.CharField(_("区划代码"), max_length=24)
    name = models.CharField(_("名称"), max_length=80)
    level = models.CharField(_("层级"), max_length=12, choices=AreaLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        verbose_name = _("区划")
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="area_code_once")]

    def __str__(self) -> str:
        return self.name
