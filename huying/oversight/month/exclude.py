"""月度 · the assessor rules a case out of the evaluation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.oversight.month.exclusion import EXCLUDED, is_excluded, reason_of


@transaction.atomic
def exclude(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """不纳入考核 · from now on it is counted as ruled out, and in nothing else of the evaluation."""
    if is_excluded(case):
        raise ledger.Refused(_("此件已经不纳入考核，不用再申请。"))
    ledger.note(case, EXCLUDED, by=by, at=at, words=reason_of(reason))
