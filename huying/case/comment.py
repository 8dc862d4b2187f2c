"""批注 · a word among colleagues, on the case itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person

LONGEST = 2000


@transaction.atomic
def comment(case: Case, *, words: str, by: Person, at: datetime) -> None:
    """批注 · the resident does not see it; it moves nothing and ends no clock."""
    if not words.strip():
        raise ledger.Refused(_("请先写批注的内容。"))
    if len(words) > LONGEST:
        raise ledger.Refused(_("批注最多 %(most)s 字，请分几条写。") % {"most": LONGEST})
    ledger.note(case, "commented", by=by, at=at, words=words.strip())
