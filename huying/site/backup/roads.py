"""路 · how the database of a backup comes into this place: the same engine as it is, from SQLite to PostgreSQL row by row."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup import files, moment, postgresql
from huying.site.backup.manifest import Manifest
from huying.site.backup.progress import ROWS, Progress
from huying.site.backup.tables import Tables

Road = Callable[[Path, Manifest, Progress], None]


def known(manifest: Manifest) -> None:
    """Refused when the backup is newer than the program."""
    nodes = MigrationLoader(None).graph.nodes
    strange = [name for name in manifest.migrations if tuple(name.split(".", 1)) not in nodes]
    if strange:
        raise Refused(_("这个备份由更新的版本做成（%s），请先升级程序。") % "、".join(strange[:3]))


def of_sqlite(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """The file itself; under its own name only when all of it is on the disk."""
    connection.close()
    target = Path(str(connection.settings_dict["NAME"]))
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(folder / files.DATABASE, part)
    part.chmod(0o600)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    for tail in ("-wal", "-shm"):
        target.with_name(target.name + tail).unlink(missing_ok=True)
    part.replace(target)


def of_postgresql(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """The tables as they were, then their rows."""
    _build(manifest)
    postgresql.read(folder, sum(manifest.rows().values()), progress)


def to_postgresql(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """搬家 · a town that has outgrown SQLite: the tables as they were, their rows by value, and the search table anew."""
    _build(manifest)
    with moment.of_file(folder / files.DATABASE) as alias, transaction.atomic(), connection.cursor() as cursor:
        source = Tables(alias)
        with progress(_("写入数据库"), sum(manifest.rows().values()), ROWS) as tell:
            for model in source.models:
                tell(_copy(cursor, source, model))
        _carry_words(cursor, alias)
    postgresql.count_on()


ROADS: Mapping[tuple[str, str], Road] = {
    ("sqlite", "sqlite"): of_sqlite,
    ("postgresql", "postgresql"): of_postgresql,
    ("sqlite", "postgresql"): to_postgresql,
}


def road(manifest: Manifest) -> Road:
    """The one from that engine to ours."""
    way = ROADS.get((manifest.engine, connection.vendor))
    if way is None:
        raise Refused(
            _("PostgreSQL 的备份不能恢复到 SQLite：请用 HUYING_DATABASE_URL 指明一个空的 PostgreSQL 数据库。")
        )
    return way


def _build(manifest: Manifest) -> None:
    """Empty tables, as the migrations left them that the backup had seen."""
    executor = MigrationExecutor(connection)
    seen = {(app, name) for app, _dot, name in (one.partition(".") for one in manifest.migrations)}
    nodes = executor.loader.graph.node_map
    executor.migrate([key for key in sorted(seen) if not any(child.key in seen for child in nodes[key].children)])


def _copy(cursor: CursorWrapper, source: Tables, model: type[Model]) -> int:
    table, fields = model._meta.db_table, model._meta.concrete_fields
    listed = ", ".join(f'"{field.column}"' for field in fields)
    cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 the name is a table's
    number = 0
    with cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
        for row in source.values(model):
            copy.write_row([_ours(field, value) for field, value in zip(fields, row, strict=True)])
            number += 1
    return number


def _ours(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _carry_words(cursor: CursorWrapper, alias: str) -> None:
    """Each engine keeps search words in its own form; the words are the same."""
    cursor.execute("DELETE FROM case_search")
    with connections[alias].cursor() as read:
        read.execute("SELECT rowid, tokens FROM case_search ORDER BY rowid")
        while rows := read.fetchmany(1000):
            words = [(row, tokens.split(" ")) for row, tokens in rows]
            cursor.executemany("INSERT INTO case_search (id, tokens) VALUES (%s, array_to_tsvector(%s))", words)
