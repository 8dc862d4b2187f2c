"""处置 · first contact with the resident."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.handling.need import said_anew


@transaction.atomic
def contact(case: Case, *, reached: bool, words: str, by: Person, at: datetime) -> None:
    """先行联系 · ends its clock only when the resident was reached; a call that nobody answered is kept as a try."""
    if not words.strip():
        raise ledger.Refused(_("请写明联系的情况。"))
    deed = "contacted" if reached else "contact_tried"
    said_anew(case, deed, words.strip(), by=by, at=at)
    ledger.note(case, deed, by=by, at=at, words=words.strip())
