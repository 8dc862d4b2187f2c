"""However many rows a source has, a batch is looked up by index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huying.steps.intake.imports.sorting import look_up
from tests.steps.intake.imports.conftest import CITY, LAMP, WATER, Book, Bring
from tests.steps.intake.imports.test_reading import read


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, and rightly")
def test_no_look_up_reads_a_table_whole(bring: Bring, book: Book) -> None:
    bring(book(LAMP, WATER))
    with CaptureQueriesContext(connection) as asked:
        look_up([read(), read(工单编号=None)], CITY)
    assert len(asked) == 3
    for query in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            assert not [step for *_, step in cursor.fetchall() if step.startswith("SCAN")]
