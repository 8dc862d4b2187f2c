"""目录 · what PostgreSQL itself knows of its tables: parts, keys, references, indexes, triggers."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

PARTITIONED = """
SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() ORDER BY 1
"""
PARTS = """
SELECT child.relname, substring(pg_get_expr(child.relpartbound, child.oid) FROM '[0-9]+')::integer
FROM pg_inherits i JOIN pg_class child ON child.oid = i.inhrelid JOIN pg_class c ON c.oid = i.inhparent
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relname = %s AND child.relkind = 'r' ORDER BY 2
"""
KEYS = """
SELECT k.conname, k.contype::text, ARRAY(
  SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(num, place)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.place)
FROM pg_constraint k WHERE k.conrelid = %s::regclass AND k.contype IN ('p', 'u') ORDER BY 1
"""
INDEXES = """
SELECT c.relname, i.indisunique, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass AND NOT EXISTS (
  SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u')) ORDER BY 1
"""
TRIGGERS = """
SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal ORDER BY 1
"""
REFERENCES = """
SELECT k.conname, c.relname, target.relname, ARRAY(
  SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(num, place)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.place), ARRAY(
  SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(num, place)
  JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num ORDER BY u.place)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class target ON target.oid = k.confrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND k.contype = 'f' AND k.conparentid = 0
AND (c.relname = ANY(%s) OR target.relname = ANY(%s)) ORDER BY 2, 1
"""


@dataclass(frozen=True, slots=True)
class Key:
    """A primary or unique key, by its constraint."""

    name: str
    kind: str
    columns: list[str]


@dataclass(frozen=True, slots=True)
class Index:
    """An index that is no constraint; `definition` is the statement that makes it."""

    name: str
    unique: bool
    definition: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key."""

    name: str
    table: str
    target: str
    columns: list[str]
    keys: list[str]


def partitioned() -> list[str]:
    """Tables that consist of parts."""
    return [name for (name,) in _rows(PARTITIONED)]


def parts(table: str) -> dict[int, str]:
    """District → its part."""
    return {code: name for name, code in _rows(PARTS, table)}


def keys(table: str) -> list[Key]:
    """Primary and unique."""
    return [Key(*row) for row in _rows(KEYS, table)]


def indexes(table: str) -> list[Index]:
    """All others."""
    return [Index(*row) for row in _rows(INDEXES, table)]


def triggers(table: str) -> dict[str, str]:
    """Name → the statement that makes it."""
    return dict(_rows(TRIGGERS, table))


def references(tables: list[str]) -> list[Reference]:
    """Foreign keys from and to these tables."""
    return [Reference(*row) for row in _rows(REFERENCES, tables, tables)]


def count(table: str) -> int:
    """How many rows."""
    return int(_rows(f'SELECT count(*) FROM "{table}"')[0][0])  # noqa: S608 the name is a table's


def run(statement: str) -> None:
    """One statement without an answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _rows(query: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given or None)
        return list(cursor.fetchall())
