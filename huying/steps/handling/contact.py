"""处置 · first contact with the resident."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person


@transaction.atomic
def contact(case: Case, *, reached: bool, words: str, by: Person, at: datetime) -> None:
    """先行联系 · ends its clock only when the resident was reached; a call that nobody answered is kept as a try."""
    if not words.strip():
        raise ledger.Refused(_("请写明联系的情况。"))
    ledger.note(case, "contacted" if reached else "contact_tried", by=by, at=at, words=words.strip())
