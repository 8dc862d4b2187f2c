"""旧检索行 · cases that were made findable when telephones and card numbers in their words were not masked yet, made so again."""

from datetime import datetime

from django.db import transaction

from huying.case.models import Case, Chore
from huying.case.search.index import again

SEARCH = "search"
BATCH = 50
"""Some tens of milliseconds in which nobody else writes on SQLite."""


def renew(at: datetime) -> int:
    """A few of those that a migration has left to do, the newest first; returns how many. Nothing to do costs one look."""
    chore = Chore.objects.filter(name=SEARCH).first()
    return _some(chore) if chore else 0


@transaction.atomic
def _some(chore: Chore) -> int:
    """Locked, for a resident may be adding words to one of them."""
    rows = Case.objects.select_for_update().filter(pk__lte=chore.upto).only("title", "place", "source_number")
    cases = list(rows.order_by("-pk")[:BATCH])
    if not cases:
        chore.delete()
        return 0
    again(*cases)
    chore.upto = cases[-1].pk - 1
    chore.save(update_fields=["upto"])
    return len(cases)
