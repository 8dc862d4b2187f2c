"""交办 · offer a case to the boards of the units that the matter list names."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Kind, Share, Tie
from huying.case.who import Actor
from huying.directory.models import Unit


@transaction.atomic
def offer(case: Case, *, to: Sequence[Unit], by: Actor, at: datetime) -> None:
    """发布抢单 · 15 minutes for the first entitled unit (HR1). A report is never offered (HOUSE law 8)."""
    if case.kind == Kind.REPORT:
        raise ledger.Refused(_("举报件不能发布抢单，请直接派给有权单位。"))
    groups = [unit for unit in to if unit.claims]
    if not groups:
        raise ledger.Refused(_("没有可以抢单的单位，请直接派单或提请领导定责。"))
    ledger.write(case, "offered", by=by, at=at, units=[unit.pk for unit in groups])
    shares = [Share(jurisdiction=case.jurisdiction, case=case, unit=unit, tie=Tie.OFFERED) for unit in groups]
    Share.objects.bulk_create(shares, ignore_conflicts=True)
