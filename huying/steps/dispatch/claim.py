"""交办 · a unit claims a case 领办."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry
from huying.case.ready import Ready
from huying.case.steps import Stage
from huying.directory.heirs import heir
from huying.directory.models import Person, Unit
from huying.steps.dispatch.entitled import entitled_units
from huying.steps.dispatch.hands import hand


@transaction.atomic
def claim(case: Case, *, unit: Unit, by: Person, at: datetime) -> None:
    """抢单 · the first entitled unit to claim takes the case, and answers for it by this person."""
    _check_entitled(case, unit, by, at)
    _check_still_open(case, by, at)
    taker = heir(unit, localdate(at)) or unit
    try:
        ledger.write(case, "claimed", by=by, to=taker, at=at, person=by.pk)
    except ledger.Conflict as lost:
        raise _beaten(case, by, lost.read, lost.found) or lost from lost
    hand(case, taker, by)


def _check_entitled(case: Case, unit: Unit, by: Person, at: datetime) -> None:
    """On behalf of a unit that was offered the case, and of which one is."""
    if unit.pk not in {entitled.pk for entitled in entitled_units(case, by, at=at)}:
        raise ledger.Forbidden(_("此件没有发给您所在的单位，不能抢单。"))


def _check_still_open(case: Case, by: Person, at: datetime) -> None:
    """Late is late, even while the keeper is still on its way."""
    if case.stage != Stage.OFFERED:
        raise _beaten(case, by, case.version, case.version) or ledger.Refused(_("此件已不在抢单中，请刷新后再看。"))
    ends = next((due_at for (due_at,) in CLAIM.rows(case.pk)), None)
    if ends and at > ends:
        due = {"due": f"{localtime(ends):%H:%M:%S}"}
        raise ledger.Refused(
            _("抢单时间已于 %(due)s 截止，此件正在按规则派单；派到您单位的话会通知您，不用再点。") % due
        )


CLAIM = Ready(lambda case: Deadline.objects.filter(case=case, kind=Clock.CLAIM, ended_at=None).values_list("due_at"))


def _beaten(case: Case, by: Person, read: int, found: int) -> ledger.Conflict | None:
    """Who was quicker, in words; None where the case went another way."""
    last = case.entries.filter(deed__in=WON).select_related("by", "unit").order_by("-seq").first()
    if last is None:
        return None
    own = last.deed == "claimed" and last.by_id == by.pk
    return ledger.Conflict(_("您已领办此件。") if own else WON[last.deed](last), read=read, found=found)


def _claimed(line: Entry) -> str:
    won = {"unit": line.unit, "name": line.by, "time": f"{localtime(line.at):%H:%M:%S}"}
    return _("%(unit)s（%(name)s）已于 %(time)s 抢先领办此件。") % won


def _assigned(line: Entry) -> str:
    return _("抢单已结束，此件已派给%(unit)s；如是您单位，请到“我的待办”签收。") % {"unit": line.unit}


def _put_to_leader(line: Entry) -> str:
    return _("抢单已结束，此件已提请领导定责。")


def _withdrawn(line: Entry) -> str:
    return _("诉求人已撤回")


WON: dict[str, Callable[[Entry], str]] = {
    "claimed": _claimed,
    "assigned": _assigned,
    "put_to_leader": _put_to_leader,
    "withdrawn": _withdrawn,
}
