"""升级不锁表 · a migration made from now on locks no large table for as long as it takes to read it (TRUST, catalogue of bugs)."""

from collections.abc import Iterator

import pytest
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.models import ForeignKey

from huying.directory.quietly import AddIndexQuietly

LARGE = frozenset(
    {
        "case.case", "case.entry", "case.words", "case.deadline", "case.share", "case.identity", "case.photo",
        "case.unposted", "case.submission", "post.letter", "directory.act",
    }
)  # fmt: skip
BEFORE = {"case": 9, "post": 4, "directory": 5, "month": 1}
"""Up to these numbers databases were small or empty; what came later must pass."""


def later() -> Iterator[tuple[str, Migration]]:
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app in BEFORE and int(name[:4]) > BEFORE[app]:
            yield f"{app}.{name}", migration


def faults(app: str, migration: Migration) -> list[str]:
    """What of it reads a large table from end to end while nobody may write."""
    made = {f"{app}.{operation.name_lower}" for operation in migration.operations if isinstance(operation, CreateModel)}
    return [
        f"{operation.describe()}: {why}" for operation in migration.operations if (why := fault(app, operation, made))
    ]


def fault(app: str, operation: Operation, made: set[str]) -> str:
    table = f"{app}.{getattr(operation, 'model_name_lower', '')}"
    if table not in LARGE - made:
        return ""
    if isinstance(operation, AddIndex) and not getattr(operation, "quiet", False):
        return "on PostgreSQL an index is made CONCURRENTLY: AddIndexQuietly, in a migration that is not atomic"
    if isinstance(operation, AddConstraint):
        return "a constraint reads every row under a lock; on PostgreSQL add it NOT VALID and validate it afterwards"
    if isinstance(operation, AlterField):
        return "a column of another type is written anew, row by row; add a column beside it"
    if isinstance(operation, AddField):
        return added(operation)
    return ""


def added(operation: AddField) -> str:
    field = operation.field
    if isinstance(field, ForeignKey) and field.db_index and field.db_constraint:
        return "a reference with an index and a constraint is three locks: add it without an index first"
    if not field.null and not field.has_default() and not field.has_db_default():
        return "a column that may not be empty needs a default of the database"
    return ""


def test_migrations_lock_no_large_table() -> None:
    assert {name: found for name, one in later() if (found := faults(name.partition(".")[0], one))} == {}


@pytest.mark.parametrize("table", sorted(LARGE))
def test_every_large_table_is_still_there(table: str) -> None:
    state = MigrationLoader(None).project_state()
    assert tuple(table.split(".")) in state.models


@pytest.mark.django_db(transaction=True)
def test_an_index_is_made_quietly_on_either_engine() -> None:
    from django.db import connection, models

    state = MigrationLoader(connection).project_state()
    after = state.clone()
    quiet = AddIndexQuietly("entry", models.Index(fields=["at"], name="entry_quiet_test"))
    quiet.state_forwards("case", after)
    with connection.schema_editor(atomic=False) as editor:
        quiet.database_forwards("case", editor, state, after)
    with connection.cursor() as cursor:
        assert "entry_quiet_test" in connection.introspection.get_constraints(cursor, "case_entry")
    with connection.schema_editor(atomic=False) as editor:
        quiet.database_backwards("case", editor, after, state)
    assert not fault("case", quiet, set())


def test_what_would_lock_is_found() -> None:
    from django.db import models

    index = AddIndex("entry", models.Index(fields=["at"], name="entry_by_time"))
    assert fault("case", index, set())
    assert not fault("case", index, {"case.entry"})
    assert fault("case", AddField("case", "mood", models.CharField(max_length=9)), set())
    assert not fault("case", AddField("case", "mood", models.CharField(max_length=9, default="")), set())
    assert not fault("case", AddField("anchor", "mood", models.CharField(max_length=9)), set())
