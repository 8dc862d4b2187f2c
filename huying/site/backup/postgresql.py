"""PostgreSQL · every table by COPY, all in one snapshot; no program of the server is needed beside the server itself.

`pg_dump` must be at least as new as the server and lie on the machine of the pages: on half of the machines one of the
two is not so. The tables come back into those that the recorded migrations make, triggers and indexes with them.
"""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from huying.case.search.index import OURS
from huying.site.backup import copied
from huying.site.backup.copied import COLUMNS, FOLDER, file_of
from huying.site.backup.progress import ROWS, Progress
from huying.site.backup.tables import Tables

TABLES = """
SELECT c.relname, GREATEST(c.reltuples, 0)::bigint,
  (SELECT array_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
"""


def write(alias: str, folder: Path, progress: Progress) -> list[str]:
    """Every table of the schema into a compressed file; returns their paths in the backup."""
    (folder / FOLDER).mkdir(mode=0o700)
    with connections[alias].cursor() as cursor:
        cursor.execute(TABLES)
        found = cursor.fetchall()
        with progress(_("复制数据库"), sum(rows for _name, rows, _columns in found), ROWS) as tell:
            for name, rows, columns in found:
                _out(cursor, name, columns, file_of(folder, name))
                tell(rows)
    columns_of = {name: columns for name, _rows, columns in found}
    (folder / FOLDER / COLUMNS).write_text(json.dumps(columns_of), "utf-8")
    return [f"{FOLDER}/{COLUMNS}", *(f"{FOLDER}/{name}.copy.gz" for name in columns_of)]


def is_empty(alias: str = "default") -> bool:
    """No table at all."""
    with connections[alias].cursor() as cursor:
        cursor.execute(TABLES)
        return not cursor.fetchall()


def has_cases() -> bool:
    """Whether rows have come already."""
    if is_empty():
        return False
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM case_entry LIMIT 1")
        return cursor.fetchone() is not None


@transaction.atomic
def read(folder: Path, rows: int, progress: Progress) -> None:
    """All of it or nothing, into the tables that the same migrations have made."""
    columns_of = copied.columns_of(folder)
    connection = connections["default"]
    with connection.cursor() as cursor, progress(_("写入数据库"), rows, ROWS) as tell:
        _clear(cursor, list(columns_of))
        for name, columns in columns_of.items():
            tell(_in(cursor, name, columns, file_of(folder, name)))
    count_on()


def count_on() -> None:
    """New rows get numbers after those that came, and the planner knows how many there are."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), Tables("default").models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _clear(cursor: CursorWrapper, names: Sequence[str]) -> None:
    """What the migrations themselves have written comes with the copy."""
    for name in names:
        cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 the name is a table's


def _out(cursor: CursorWrapper, name: str, columns: Sequence[str], path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as out, cursor.copy(_asked(name, columns)) as copy:
        for block in copy:
            out.write(block)


def _in(cursor: CursorWrapper, name: str, columns: Sequence[str], path: Path) -> int:
    with gzip.open(path, "rb") as read, cursor.copy(_words(name, columns, "FROM STDIN")) as copy:
        while block := read.read(1 << 18):
            copy.write(block)
    return max(0, int(cursor.rowcount))


def _asked(name: str, columns: Sequence[str]) -> str:
    """A table in parts is copied by a question, and of those that no policy guards only the district's own rows."""
    if name != "case_search" or "jurisdiction" not in columns:
        return f'COPY (SELECT {_listed(columns)} FROM "{name}") TO STDOUT'  # noqa: S608 the name is a table's
    return f'COPY (SELECT {_listed(columns)} FROM "{name}" WHERE {OURS}) TO STDOUT'  # noqa: S608 as above


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _words(name: str, columns: Sequence[str], way: str) -> str:
    return f'COPY "{name}" ({_listed(columns)}) {way}'
