"""栽树 · rows of a tree written in bulk: made first, then each is given its parent and its way from the root."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connection

from huying.directory.models.tree import Branch

Row = TypeVar("Row", bound=Branch)
BATCH = 200


def grow(rows: Sequence[Row], parent_of: Callable[[Row], Row | None]) -> None:
    """Parents may come after their children; those that were there before know their own way."""
    if not rows:
        return
    model = type(rows[0])
    model._default_manager.bulk_create(rows, batch_size=BATCH)
    for row in rows:
        row.parent = parent_of(row)  # type: ignore[attr-defined]
    for row in rows:
        row.path = _path(row)
    _hang(model, rows)


def _hang(model: type[Branch], rows: Sequence[Branch]) -> None:
    """One statement prepared once: Django's own `bulk_update` takes a minute for the villages of a city."""
    table = connection.ops.quote_name(model._meta.db_table)
    values = [(row.parent_id, row.path, row.pk) for row in rows]  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET parent_id = %s, path = %s WHERE id = %s", values)  # noqa: S608 - our own table


def _path(row: Branch) -> str:
    parent: Branch | None = row.parent  # type: ignore[attr-defined]
    return row.path or f"{_path(parent) if parent else '/'}{row.pk}/"


def circular(parents: dict[str, str]) -> set[str]:
    """The codes that are above themselves."""
    sound: set[str] = set()
    return {code for code in parents if not _sound(code, parents, sound)}


def _sound(code: str, parents: dict[str, str], sound: set[str]) -> bool:
    seen: list[str] = []
    while code and code not in sound:
        if code in seen:
            return False
        seen.append(code)
        code = parents.get(code, "")
    sound.update(seen)
    return True
