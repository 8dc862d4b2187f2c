"""反馈 · the unit reports the result."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person


@transaction.atomic
def report(case: Case, *, words: str = "", by: Person, at: datetime) -> None:
    """上报 · from here on a leader looks at it before anybody calls it done."""
    ledger.write(case, "reported", by=by, at=at, words=words.strip())
