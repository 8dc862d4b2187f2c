"""月度 · the assessor counts a case: a request is turned down, or a ruling taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.oversight.month.exclusion import ASKED, COUNTED, is_excluded, last_word, reason_of


@transaction.atomic
def count_again(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """纳入考核 · only where something was asked or ruled."""
    if last_word(case) != ASKED and not is_excluded(case):
        raise ledger.Refused(_("此件本来就纳入考核，不用再裁定。"))
    ledger.note(case, COUNTED, by=by, at=at, words=reason_of(reason))
