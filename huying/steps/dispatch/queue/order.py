"""派单令 · what one click on a row means, and the deeds it does: sort where the matter was only guessed, then assign or offer."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huying.case.models import Case
from huying.case.refused import Refused
from huying.directory.models import Matter, Person, Unit
from huying.directory.prepared import Prepared
from huying.steps.dispatch.assign import assign
from huying.steps.dispatch.offer import offer
from huying.steps.dispatch.sort import sort

WRITTEN = re.compile(r"(\d{8}-\d{6,18})/(assign|offer)/(\d{1,18}(?:,\d{1,18}){0,19})/(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Order:
    """As a button posts it: 20261122-000070/assign/12/34 (no matter: 0)."""

    number: str
    deed: str
    units: tuple[int, ...]
    matter: int

    @classmethod
    def read(cls, text: str) -> "Order":
        """Refused where somebody has written it by hand, and wrongly."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise Refused(_("没有看懂要派给谁，请刷新后再试。"))
        number, deed, units, matter = found.groups()
        return cls(number, deed, tuple(int(key) for key in units.split(",")), int(matter))


@transaction.atomic
def carry_out(order: Order, case: Case, *, by: Person, at: datetime) -> str:
    """一键派单 · all or nothing; says in words what was done."""
    units = sorted(_UNITS(*order.units, shape=(len(order.units),)), key=lambda unit: order.units.index(unit.pk))
    if len(units) != len(set(order.units)):
        raise Refused(_("有单位已不在名录里，请刷新后再试。"))
    if order.matter and order.matter != case.matter_id:
        sort(case, matter=next(iter(_MATTER(order.matter)), None), area=case.area, by=by, at=at)
    return _DO[order.deed](case, units, by, at)


def _units(_many: int, *keys: int) -> "QuerySet[Unit]":
    return Unit.objects.filter(pk__in=keys).select_related("area", "successor")


_UNITS: Prepared[Unit] = Prepared(_units)
_MATTER: Prepared[Matter] = Prepared(lambda pk: Matter.objects.filter(pk=pk))


def _assign(case: Case, units: list[Unit], by: Person, at: datetime) -> str:
    assign(case, to=units[0], by=by, at=at)
    return _("%(number)s 已派给%(unit)s") % {"number": case.number, "unit": case.unit}


def _offer(case: Case, units: list[Unit], by: Person, at: datetime) -> str:
    offer(case, to=units, by=by, at=at)
    return _("%(number)s 已发布抢单：%(units)s") % {"number": case.number, "units": "、".join(map(str, units))}


_DO = {"assign": _assign, "offer": _offer}
