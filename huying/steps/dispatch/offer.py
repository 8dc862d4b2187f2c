"""交办 · offer a case to the boards of the units that the matter list names."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import bulk, ledger
from huying.case.models import Case, Kind, Share, Tie
from huying.case.sight import shared
from huying.case.steps import Stage
from huying.case.who import Actor
from huying.directory.models import Unit
from huying.steps.dispatch.inquiry import known_by
from huying.steps.dispatch.receivers import check_matter, receiver, told


@transaction.atomic
def offer(case: Case, *, to: Sequence[Unit], by: Actor, at: datetime, reason: str = "") -> None:
    """发布抢单 · 15 minutes for the first entitled unit (HR1). A report is never offered (HOUSE law 8)."""
    _check(case, at)
    pairs = [(unit, receiver(case, unit, at=at)) for unit in to]
    groups = {taker.pk: taker for _named, taker in pairs if taker.claims}
    if not groups:
        raise ledger.Refused(_("没有可以抢单的单位，请直接派单或提请领导定责。"))
    words = "\n".join(said for said in (*(told("", *pair) for pair in pairs), reason.strip()) if said)
    ledger.write(case, "offered", by=by, at=at, words=words, units=list(groups), inquiry=known_by(case, by))
    _hang_up(case, list(groups.values()))


def _check(case: Case, at: datetime) -> None:
    if case.stage == Stage.OFFERED:
        raise ledger.Refused(_("此件已经在抢单，不用再发；要收回，请直接派单或提请领导定责。"))
    if case.kind == Kind.REPORT:
        raise ledger.Refused(_("举报件不能发布抢单，请直接派给有权单位。"))
    check_matter(case, at=at)
    if case.matter and not case.matter.claimable:
        raise ledger.Refused(_("清单规定“%(matter)s”不抢单，请直接派单。") % {"matter": case.matter})


def _hang_up(case: Case, units: Sequence[Unit]) -> None:
    """On these boards, and no longer on those of an earlier offer: who never held the case has no more to do with it."""
    if any(tie == Tie.OFFERED for tie, _unit, _path in shared(case)):
        case.shares.filter(tie=Tie.OFFERED).exclude(unit__in=units).delete()
    bulk.ensure([Share(jurisdiction=case.jurisdiction, case=case, unit=unit, tie=Tie.OFFERED) for unit in units])
