"""督办 · a case is put before the leader over the unit that holds it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Share, Tie
from huying.directory.models import Person, Unit
from huying.oversight.supervision.today import done_today


@transaction.atomic
def hand_to_leader(case: Case, *, words: str, by: Person, at: datetime) -> None:
    """交领导 · the unit above sees the case from now on; once a day is enough."""
    unit = leading(case)
    if unit is None:
        raise ledger.Refused(_("此件还没有承办单位，请先派单。"))
    if not words.strip():
        raise ledger.Refused(_("请写明请领导定什么、催什么。"))
    if done_today(case, "raised", at=at, unit=unit.pk):
        raise ledger.Refused(_("今天已经交过%(unit)s的领导，请等答复。") % {"unit": unit.name})
    ledger.note(case, "raised", by=by, at=at, words=words.strip(), unit=unit.pk)
    row = Share(jurisdiction=case.jurisdiction, case=case, unit=unit, tie=Tie.RULES)
    Share.objects.bulk_create([row], ignore_conflicts=True)


def leading(case: Case) -> Unit | None:
    """The unit over the one that holds the case; the topmost answers for itself."""
    return case.unit.parent or case.unit if case.unit else None
