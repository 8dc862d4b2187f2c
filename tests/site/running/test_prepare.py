"""Bringing a database up to date: what a migration adds is counted, so that the planner knows it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from huying.site.running import prepare

COUNTED = "SELECT attname FROM pg_stats WHERE tablename = 'newcomer'"


def _adds_a_table(*_words: str, **_options: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE newcomer AS SELECT number % 3 AS third FROM generate_series(1, 99) AS number")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is told what its tables hold, see case.plans")
@pytest.mark.parametrize(("steps", "known"), [(["one"], [("third",)]), ([], [])])
def test_postgresql_counts_what_a_migration_adds(
    db: None, monkeypatch: pytest.MonkeyPatch, steps: list[str], known: list[tuple[str]]
) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: steps)
    monkeypatch.setattr(prepare, "call_command", _adds_a_table)
    prepare.migrate(lambda words: None)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        assert cursor.fetchall() == known
