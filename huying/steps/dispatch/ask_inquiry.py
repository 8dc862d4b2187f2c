"""交办 · somebody looks at it on the spot before anybody is sent (WZ8)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Share, Tie
from huying.directory.heirs import heir
from huying.directory.models import Person, Unit
from huying.steps.dispatch.receivers import check_not_accused


@transaction.atomic
def ask_inquiry(
    case: Case, *, of: Unit, person: Person | None = None, by: Person, at: datetime, words: str = ""
) -> None:
    """请到现场核查 · a grid worker's look with a short clock, for what is unclear or nobody's. One at a time."""
    unit = heir(of, localdate(at))
    if unit is None:
        raise ledger.Refused(_("%(unit)s已撤销，没有承接单位，请另选单位。") % {"unit": of})
    check_not_accused(case, unit, at=at)
    _check_nobody_is_on_the_way(case)
    ledger.note(
        case, "inquiry_asked", by=by, at=at, words=words.strip(), unit=unit.pk, person=person.pk if person else None
    )
    row = Share(jurisdiction=case.jurisdiction, case=case, unit=unit, tie=Tie.HELPS)
    Share.objects.bulk_create([row], ignore_conflicts=True)


def _check_nobody_is_on_the_way(case: Case) -> None:
    running = case.deadlines.filter(kind=Clock.INQUIRY, ended_at=None).first()
    if running:
        due = {"due": f"{localtime(running.due_at):%m-%d %H:%M}"}
        raise ledger.Refused(_("已经请人到现场核查，%(due)s 前会有结果，请等回报。") % due)
