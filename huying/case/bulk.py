"""成批写入 · many rows of one table in one statement. The same rows as the ORM would write, without asking each field anew."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Adapt = Callable[[Any], Any]
NEXT = {
    "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = %s",
    "postgresql": "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
}


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model. Of several, those that were not numbered before do not learn their ids."""
    if not rows:
        return
    here = connections[DEFAULT_DB_ALIAS]
    table, alias = _table(type(rows[0]), rows[0].pk is not None, here.vendor), here.alias
    with here.cursor() as cursor:
        if len(rows) == 1:
            _alone(cursor, table, rows[0])
        else:
            WRITE[here.vendor](cursor, table, [table.values(row) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, alias


def insert_plain(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows of values that the engine takes as they are; other columns stay empty, nobody learns the ids."""
    if not rows:
        return
    here = connections[DEFAULT_DB_ALIAS]
    with here.cursor() as cursor:
        WRITE[here.vendor](cursor, _plain_insert(model, names), rows)


class _Insert(NamedTuple):
    """A statement but for its rows, and the marks of one row."""

    statement: str
    marks: str


@cache
def _plain_insert(model: type[models.Model], names: Sequence[str]) -> _Insert:
    quote = connection.ops.quote_name
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    said = ", ".join(quote(columns[name] or "") for name in names)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({said}) VALUES "  # noqa: S608
    return _Insert(statement, f"({', '.join(['%s'] * len(names))})")


def ensure(rows: Sequence[models.Model]) -> None:
    """Write those of the new rows that are not there yet."""
    table = _table(type(rows[0]), False, connection.vendor)
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(f"{table.statement}{table.marks} ON CONFLICT DO NOTHING", table.values(row))


def add_up(rows: Sequence[models.Model], what: str, *, of: Sequence[str]) -> None:
    """Add a figure of each row to the row that is there already for the same columns; where there is none, write it."""
    if not rows:
        return
    table, quote = _table(type(rows[0]), False, connection.vendor), connection.ops.quote_name
    own, name = quote(rows[0]._meta.db_table), quote(what)
    added = f"ON CONFLICT ({', '.join(map(quote, of))}) DO UPDATE SET {name} = {own}.{name} + excluded.{name}"
    with connection.cursor() as cursor:
        cursor.executemany(f"{table.statement}{table.marks} {added}", [table.values(row) for row in rows])


def number(rows: Sequence[models.Model]) -> None:
    """Give new rows the ids that come next. On SQLite the transaction that calls is the only one that writes."""
    assert connection.in_atomic_block, "ids are taken inside the transaction that uses them"
    if len(rows) > 1:
        for row, key in zip(rows, _next_ids(type(rows[0])._meta.db_table, len(rows)), strict=True):
            row.pk = key


def _next_ids(table: str, count: int) -> Sequence[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(NEXT["postgresql"], [table, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute(NEXT["sqlite"], [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + count)


class _Table:
    """How one model's rows are written on this engine."""

    def __init__(self, model: type[models.Model], with_key: bool, vendor: str) -> None:
        fields = [field for field in model._meta.concrete_fields if with_key or not field.primary_key]
        columns = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
        self.marks = f"({', '.join(['%s'] * len(fields))})"
        self.statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
        self.key = connection.ops.quote_name(model._meta.pk.column or "")
        self._read = attrgetter(*(field.attname for field in fields))
        adapted = ((place, _adapt(field, vendor)) for place, field in enumerate(fields))
        self._adapted = [(place, adapt) for place, adapt in adapted if adapt]

    def values(self, row: models.Model) -> Sequence[Any]:
        """The row as the engine takes it."""
        values = list(self._read(row))
        for place, adapt in self._adapted:
            values[place] = adapt(values[place])
        return values


def _alone(cursor: Any, table: _Table, row: models.Model) -> None:
    """One row learns its id from the statement itself."""
    cursor.execute(f"{table.statement}{table.marks} RETURNING {table.key}", table.values(row))
    row.pk = cursor.fetchone()[0]


def _one_by_one(cursor: Any, table: _Table | _Insert, rows: Sequence[Sequence[Any]]) -> None:
    """SQLite keeps the statement ready and steps through the rows without coming back to Python."""
    if len(rows) == 1:
        cursor.execute(table.statement + table.marks, rows[0])
    else:
        cursor.executemany(table.statement + table.marks, rows)


def _all_at_once(cursor: Any, table: _Table | _Insert, rows: Sequence[Sequence[Any]]) -> None:
    """PostgreSQL is asked once."""
    cursor.execute(table.statement + ", ".join([table.marks] * len(rows)), [value for row in rows for value in row])


WRITE = {"sqlite": _one_by_one, "postgresql": _all_at_once}


@cache
def _table(model: type[models.Model], with_key: bool, vendor: str) -> _Table:
    return _Table(model, with_key, vendor)


def adapted(model: type[models.Model], values: Iterable[tuple[str, Any]], vendor: str) -> list[Any]:
    """Values of these columns as the engine takes them."""
    ways = ((_of_column(model, name, vendor), value) for name, value in values)
    return [adapt(value) if adapt else value for adapt, value in ways]


@cache
def _of_column(model: type[models.Model], name: str, vendor: str) -> Adapt | None:
    return next(_adapt(field, vendor) for field in model._meta.concrete_fields if field.attname == name)


def _adapt(field: "models.Field[Any, Any]", vendor: str) -> Adapt | None:
    """What must be done to a value of this kind before the engine takes it as it is."""
    if isinstance(field, models.DateTimeField):
        return _written if vendor == "sqlite" else None
    if isinstance(field, models.CharField | models.TextField):
        return _plain if field.choices else None
    if isinstance(field, models.JSONField | models.DateField | models.DecimalField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def _written(at: datetime | None) -> str | None:
    """SQLite knows no instants: they are kept as text, in UTC and without saying so."""
    return None if at is None else str(at.astimezone(UTC).replace(tzinfo=None))


def _plain(word: Any) -> Any:
    """A word of a table as its letters: drivers would call it by its Python name."""
    return word.value if isinstance(word, Enum) else word
