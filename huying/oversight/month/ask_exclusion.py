"""月度 · a unit asks that a case be left out of its assessment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.oversight.month.exclusion import ASKED, is_excluded, last_word, reason_of


@transaction.atomic
def ask_exclusion(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """申请不纳入考核 · one request at a time; the assessor rules."""
    if last_word(case) == ASKED:
        raise ledger.Refused(_("已经申请过，正等考核员裁定。"))
    if is_excluded(case):
        raise ledger.Refused(_("此件已经不纳入考核，不用再申请。"))
    ledger.note(case, ASKED, by=by, at=at, words=reason_of(reason))
