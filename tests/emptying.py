"""Between tests the tables are emptied; the triggers that forbid it to everybody else step aside for that moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """As the owner of the database, not as the program: no trigger fires in here."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute(TRIGGERS)
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, text in triggers:
            cursor.execute(text)


def allow_flush() -> None:
    """Django's flush empties tables by TRUNCATE or DELETE; let it."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def emptied(self: Any, statements: list[str]) -> None:
        with unguarded(self.connection):
            flush(self, statements)

    BaseDatabaseOperations.execute_sql_flush = emptied  # type: ignore[method-assign]
