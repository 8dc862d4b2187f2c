"""交办 · the unit above is told of what was sent below it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Share, Tie
from huying.case.who import Actor
from huying.directory.heirs import heir
from huying.directory.models import Unit
from huying.steps.dispatch.receivers import check_not_accused


@transaction.atomic
def copy_to_superior(case: Case, *, to: Unit | None = None, by: Actor, at: datetime) -> None:
    """抄送上级 · direct branch (条例 art. 12): the unit handles, the one above it sees. Without `to`, the parent of the unit."""
    above = to or (case.unit.parent if case.unit else None)
    reader = heir(above, localdate(at)) if above else None
    if reader is None:
        raise ledger.Refused(_("没有可以抄送的上级单位，请先在单位名录里补上。"))
    check_not_accused(case, reader, at=at)
    ledger.note(case, "copied", by=by, at=at, unit=reader.pk)
    row = Share(jurisdiction=case.jurisdiction, case=case, unit=reader, tie=Tie.COPIED)
    Share.objects.bulk_create([row], ignore_conflicts=True)
