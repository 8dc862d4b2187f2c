"""现成语句 · the statements that every deed runs, made into SQL once.

Django would make the same text anew each time, at several times the cost of running it.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators

from huying.case.bulk import adapted
from huying.directory.jurisdiction import here

Make = Callable[..., "models.QuerySet[Any, Any]"]
MARKS: Mapping[type, Callable[[int], Any]] = {
    int: lambda number: 32_700 + number,
    str: lambda number: f"\1{number}\1",
    datetime: lambda number: datetime(1, 1, 2 + number, tzinfo=UTC),
}
"""What stands in the query for a value that is given later: nothing that a query of ours would say, and fit for the smallest column."""


class _Made:
    """A query as one connection knows it: its text, where each value goes, what becomes of the columns."""

    def __init__(self, make: Make, kinds: Sequence[type]) -> None:
        marks = [MARKS[kind](number) for number, kind in enumerate(kinds)]
        self.compiler = make(*marks).query.get_compiler(connection.alias)
        self.sql, params = self.compiler.as_sql()
        self._params = list(params)
        known = [_said(mark, connections[DEFAULT_DB_ALIAS]) for mark in marks]
        self._places = [(place, known.index(value)) for place, value in enumerate(params) if value in known]
        self._converters = self.compiler.get_converters([column for column, _sql, _alias in self.compiler.select])

    def rows(self, on: BaseDatabaseWrapper, given: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Asked of the database now."""
        params = self._params.copy()
        for place, number in self._places:
            params[place] = _said(given[number], on)
        with on.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return list(self.compiler.apply_converters(found, self._converters)) if self._converters else found


def _said(value: Any, on: BaseDatabaseWrapper) -> Any:
    """As the engine takes it."""
    return on.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


class Ready:
    """A query, by default about one row by its key: `rows(key)` are its values, as `values_list` would give them."""

    def __init__(self, make: Make, kinds: Sequence[type] = (int,)) -> None:
        self._make, self._kinds = make, kinds
        self._of_thread = threading.local()

    def rows(self, *given: Any) -> Sequence[Sequence[Any]]:
        """Asked of the database now."""
        on = connections[DEFAULT_DB_ALIAS]
        found: Sequence[Sequence[Any]] = self._made(on).rows(on, given)
        return found

    def any(self, *given: Any) -> bool:
        """Whether there is a row; the query takes no more than one."""
        return bool(self.rows(*given))

    def _made(self, on: BaseDatabaseWrapper) -> Any:
        """Once for each thread: a connection is one thread's own."""
        known: dict[Any, Any] = self._of_thread.__dict__.setdefault("made", {})
        where = on.vendor, here()
        if where not in known:
            known[where] = self._new()
        return known[where]

    def _new(self) -> Any:
        return _Made(self._make, self._kinds)


class _MadeRows(_Made):
    """The same, as objects, with those that `select_related` brings along."""

    def __init__(self, make: Make, kinds: Sequence[type]) -> None:
        super().__init__(make, kinds)
        info, select = self.compiler.klass_info, self.compiler.select
        fields = info["select_fields"]
        self._model, self._own = info["model"], slice(fields[0], fields[-1] + 1)
        self._names = [column.target.attname for column, _sql, _alias in select[self._own]]
        relate: Any = get_related_populators
        self._related = relate(info, select, connection.alias)

    def objects(self, on: BaseDatabaseWrapper, given: Sequence[Any]) -> list[Any]:
        alias, found = on.alias, []
        for row in self.rows(on, given):
            made = self._model.from_db(alias, self._names, row[self._own])
            for related in self._related:
                related.populate(row, made)
            found.append(made)
        return found


class ReadyRows(Ready):
    """The same, as objects of the model."""

    def objects(self, *given: Any) -> list[Any]:
        """Read now."""
        on = connections[DEFAULT_DB_ALIAS]
        found: list[Any] = self._made(on).objects(on, given)
        return found

    def first(self, *given: Any) -> Any:
        """The one that the query takes, or None."""
        return next(iter(self.objects(*given)), None)

    def _new(self) -> Any:
        return _MadeRows(self._make, self._kinds)


def change(
    model: type[models.Model], where: Mapping[str, Any], values: Mapping[str, Any], plus: Sequence[str] = ()
) -> int:
    """Set these columns, and count others up by one, in the rows where those are as said; returns how many rows there were."""
    empty = tuple(name for name, value in where.items() if value is None)
    sql = _update(model, tuple(where), empty, tuple(values), tuple(plus))
    asked = ((name, value) for name, value in where.items() if value is not None)
    on = connections[DEFAULT_DB_ALIAS]
    with on.cursor() as cursor:
        cursor.execute(sql, adapted(model, (*values.items(), *asked), on.vendor))
        count: int = cursor.rowcount
    return count


@cache
def _update(
    model: type[models.Model], where: Sequence[str], empty: Sequence[str], values: Sequence[str], plus: Sequence[str]
) -> str:
    quote = connection.ops.quote_name
    column = {field.attname: quote(field.column or "") for field in model._meta.concrete_fields}
    sets = [*(f"{column[name]} = %s" for name in values), *(f"{column[name]} = {column[name]} + 1" for name in plus)]
    said = (f"{column[name]} IS NULL" if name in empty else f"{column[name]} = %s" for name in where)
    return f"UPDATE {quote(model._meta.db_table)} SET {', '.join(sets)} WHERE {' AND '.join(said)}"  # noqa: S608
