"""分管 · whose leader decides where the list says nothing: the unit that governs the place, else the district's own."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case.ledger import Refused
from huying.case.models import Case
from huying.directory.models import Unit, UnitKind
from huying.directory.models.valid import in_force

GOVERNING = frozenset({UnitKind.TOWN, UnitKind.GOVERNMENT})


def in_charge(case: Case, *, at: datetime) -> Unit:
    """主管单位 · the nearest government or town that the place lies in; without a place, the one at the root of the tree."""
    units = Unit.objects.filter(in_force(localdate(at)), successor=None)
    found = _governing(case, units) or units.filter(parent=None).order_by("pk").first()
    if found is None:
        raise Refused(_("单位名录里还没有可以裁定的上级单位，请先完善名录。"))
    return found


def _governing(case: Case, units: QuerySet[Unit]) -> Unit | None:
    """Nearest to the place; of two in the same place, the higher one."""
    if case.area is None:
        return None
    found = units.filter(kind__in=GOVERNING, area__in=case.area.above).select_related("area")
    ranked = sorted(found, key=lambda unit: (-len(unit.area.above) if unit.area else 0, len(unit.above), unit.pk))
    return ranked[0] if ranked else None
