"""How letters that wait for a person, and those given up, are found among all others: by an index each, on either engine."""

from datetime import timedelta

import pytest
from django.db import connection

from huying.post.models import Letter, State
from tests.world import NINE

pytestmark = pytest.mark.django_db
QUERIES = {
    "letter_held": lambda: Letter.objects.filter(state=State.HELD),
    "letter_failed": lambda: Letter.objects.filter(state=State.FAILED, next_try_at__gt=NINE - timedelta(days=1)),
    "letter_waits": lambda: Letter.objects.filter(state=State.WAITING, next_try_at__lte=NINE),
}


@pytest.mark.parametrize("index", QUERIES)
def test_the_status_page_reads_no_other_letters(index: str) -> None:
    """On an empty table PostgreSQL would rather read it whole, so it is told not to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in QUERIES[index]().explain()
