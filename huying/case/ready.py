"""现成语句 · the few statements that every deed runs, made into SQL once.

Django would make the same text anew each time, at several times the cost of running it.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

from huying.case.bulk import adapted

KEY = -987_654_321
"""Stands in the query for the row's key; no row has it."""


class Ready:
    """A query about one row, by its key: `rows(key)` are its values, as `values_list` would give them."""

    def __init__(self, make: Callable[[int], "models.QuerySet[Any, Any]"]) -> None:
        self._make = make
        self._of_thread = threading.local()

    def rows(self, key: int) -> Iterator[Sequence[Any]]:
        """Asked of the database now."""
        compiler, sql, params, converters = self._made()
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if value == KEY else value for value in params])
            found = cursor.fetchall()
        return iter(compiler.apply_converters(found, converters) if converters else found)

    def _made(self) -> tuple[Any, str, Sequence[Any], Any]:
        """Once for each thread: a connection is one thread's own."""
        made = getattr(self._of_thread, connection.vendor, None)
        if made is None:
            compiler = self._make(KEY).query.get_compiler(connection.alias)
            sql, params = compiler.as_sql()
            converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
            made = compiler, sql, params, list(converters.items()) and converters
            setattr(self._of_thread, connection.vendor, made)
        return made


class ReadyRows(Ready):
    """The same, as objects of the model."""

    def __init__(self, model: type[models.Model], make: Callable[[int], "models.QuerySet[Any, Any]"]) -> None:
        names = [field.attname for field in model._meta.concrete_fields]
        super().__init__(lambda key: make(key).values_list(*names))
        self._model, self._names = model, names

    def objects(self, key: int) -> list[Any]:
        """Read now."""
        alias = connection.alias
        return [self._model.from_db(alias, self._names, row) for row in self.rows(key)]


def change(
    model: type[models.Model], where: Mapping[str, Any], values: Mapping[str, Any], plus: Sequence[str] = ()
) -> int:
    """Set these columns, and count others up by one, in the rows where those are as said; returns how many rows there were."""
    sql = _update(model, tuple(where), tuple(values), tuple(plus))
    given = [adapted(model, name, value) for name, value in (*values.items(), *where.items())]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        count: int = cursor.rowcount
    return count


@cache
def _update(model: type[models.Model], where: Sequence[str], values: Sequence[str], plus: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    column = {field.attname: quote(field.column or "") for field in model._meta.concrete_fields}
    sets = [*(f"{column[name]} = %s" for name in values), *(f"{column[name]} = {column[name]} + 1" for name in plus)]
    conditions = " AND ".join(f"{column[name]} = %s" for name in where)
    return f"UPDATE {quote(model._meta.db_table)} SET {', '.join(sets)} WHERE {conditions}"  # noqa: S608
