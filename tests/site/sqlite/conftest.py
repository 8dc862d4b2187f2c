"""A database file of its own, opened by our engine, beside whatever the test run uses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

ALIAS = "gated"


@pytest.fixture
def file(tmp_path: Path, django_db_blocker) -> Iterator[Path]:
    path = tmp_path / "gated.sqlite3"
    connections.databases[ALIAS] = connections.configure_settings(
        {ALIAS: {"ENGINE": "huying.site.sqlite", "NAME": str(path)}, "default": {}}
    )[ALIAS]
    with django_db_blocker.unblock():
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("create table line (who text, n integer)")
        yield path
        connections[ALIAS].close()
    del connections[ALIAS], connections.databases[ALIAS]
