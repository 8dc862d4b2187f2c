"""一个时刻 · a second connection that sees the database as it was at one moment, whatever is written meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection, connections, transaction

ALIAS = "moment"


@contextmanager
def of_file(path: Path) -> Iterator[str]:
    """A copy of a SQLite database that nobody writes to: it is opened as what cannot change."""
    name = f"file:{quote(str(path))}?mode=ro&immutable=1"
    with _connected({"ENGINE": "django.db.backends.sqlite3", "NAME": name}) as alias:
        yield alias


@contextmanager
def of_server() -> Iterator[str]:
    """PostgreSQL: one snapshot for every table that is read."""
    with _connected({}) as alias, transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield alias


@contextmanager
def _connected(other: dict[str, Any]) -> Iterator[str]:
    connections.settings[ALIAS] = {**connection.settings_dict, **other}
    if other:
        connections.settings[ALIAS]["OPTIONS"] = {}
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
