"""搬家 · from one engine to the other, row by row and by value: a town that has outgrown SQLite, and the way back.

The tables are made as the recorded migrations make them, triggers and indexes with them. Each engine keeps search words
in a form of its own, so these go over as words.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from django.db import DataError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup import copied, files, moment, postgresql, sqlite
from huying.site.backup.manifest import Manifest
from huying.site.backup.progress import ROWS, Progress
from huying.site.backup.tables import Tables

BATCH = 1000
SEARCH = "case_search"


def build(manifest: Manifest) -> None:
    """Empty tables, as the migrations left them that the backup had seen."""
    executor = MigrationExecutor(connection)
    seen = {(app, name) for app, _dot, name in (one.partition(".") for one in manifest.migrations)}
    nodes = executor.loader.graph.node_map
    executor.migrate([key for key in sorted(seen) if not any(child.key in seen for child in nodes[key].children)])


def to_postgresql(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """A town becomes a city: the file is read, the server written."""
    build(manifest)
    with moment.of_file(folder / files.DATABASE) as alias, transaction.atomic(), connection.cursor() as cursor:
        source = Tables(alias)
        with progress(_("写入数据库"), sum(manifest.rows().values()), ROWS) as tell:
            for model in source.models:
                with _said_in_words(model):
                    tell(_to_server(cursor, source, model))
        _words_to_server(cursor, alias)
    postgresql.count_on()


def to_sqlite(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """A city becomes a file: what a restore that was broken off has left is done away with first."""
    connection.close()
    sqlite.clear(Path(str(connection.settings_dict["NAME"])))
    build(manifest)
    columns_of = copied.columns_of(folder)
    with transaction.atomic(), connection.cursor() as cursor:
        with progress(_("写入数据库"), sum(manifest.rows().values()), ROWS) as tell:
            for model in Tables("default").models:
                tell(_to_file(cursor, model, columns_of[model._meta.db_table], folder))
        _words_to_file(cursor, columns_of[SEARCH], folder)


@contextmanager
def _said_in_words(model: type[Model]) -> Iterator[None]:
    """SQLite keeps texts of any length, and signs that PostgreSQL does not. What stands there is nobody's business here."""
    try:
        yield
    except (DataError, psycopg.DataError) as error:
        facts = {"table": model._meta.db_table, "why": type(error).__name__}
        raise Refused(_("%(table)s 里有 PostgreSQL 存不下的内容（%(why)s），没有搬过去，原处不变。") % facts) from error


def _to_server(cursor: CursorWrapper, source: Tables, model: type[Model]) -> int:
    table, fields = model._meta.db_table, model._meta.concrete_fields
    listed = ", ".join(f'"{field.column}"' for field in fields)
    cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 the name is a table's
    number = 0
    with cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
        for row in source.values(model):
            copy.write_row([_ours(field, value) for field, value in zip(fields, row, strict=True)])
            number += 1
    return number


def _to_file(cursor: CursorWrapper, model: type[Model], columns: list[str], folder: Path) -> int:
    table, readers = model._meta.db_table, copied.readers(model, columns)
    listed, places = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 the name is a table's
    number = 0
    for rows in _batches(copied.rows(folder, table)):
        ready = [[read(value) for read, value in zip(readers, row, strict=True)] for row in rows]
        cursor.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({places})', ready)  # noqa: S608
        number += len(rows)
    return number


def _words_to_server(cursor: CursorWrapper, alias: str) -> None:
    cursor.execute("DELETE FROM case_search")
    with connections[alias].cursor() as read:
        read.execute("SELECT rowid, tokens FROM case_search ORDER BY rowid")
        while rows := read.fetchmany(BATCH):
            words = [(row, tokens.split(" ")) for row, tokens in rows]
            cursor.executemany("INSERT INTO case_search (id, tokens) VALUES (%s, array_to_tsvector(%s))", words)


def _words_to_file(cursor: CursorWrapper, columns: list[str], folder: Path) -> None:
    cursor.execute("DELETE FROM case_search")
    key, words = columns.index("id"), columns.index("tokens")
    for rows in _batches(copied.rows(folder, SEARCH)):
        ready = [(int(row[key] or 0), " ".join(copied.lexemes(row[words] or ""))) for row in rows]
        cursor.executemany("INSERT INTO case_search (rowid, tokens) VALUES (%s, %s)", ready)


def _batches(rows: Iterable[copied.Row]) -> Iterator[list[copied.Row]]:
    walk = iter(rows)
    while some := list(islice(walk, BATCH)):
        yield some


def _ours(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)
