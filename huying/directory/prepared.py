"""备好的查询 · a query that every page asks, made into SQL once: afterwards only its values change.

    LETTERS = Prepared(lambda person: Letter.objects.filter(person=person, read_at=None))
    LETTERS(17)

Django makes the text of a query anew each time, at several times the cost of running it. Here `make` is called once for
each thread, engine, district and shape, with marks in the places of the values; where a mark comes out, the value goes in. An instant
may come out shifted (`at - PAUSE`): then the value goes in shifted by as much. What changes the text itself, such as the
reach of somebody's posts, is the shape. At the first call the result is held against Django's own: a query that cannot be
prepared is an error then, never a wrong answer.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

from huying.directory.jurisdiction import here

Found = TypeVar("Found")
Value = int | str | datetime | date
Row = Sequence[Any]
SMALL = 32_111
"""A number that fits the narrowest column."""

MOST = 64
"""Shapes that a thread keeps of one query; with more it begins anew."""

YEARS, NEAR = 1_000, timedelta(days=40_000)
"""Marks of instants lie in years that nobody works in, and far apart."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value goes: at which place, which of them, and by how much it is shifted."""

    place: int
    number: int
    shift: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The text, what stands in it, where the values go, and how a row is read."""

    sql: str
    params: Sequence[Any]
    slots: Sequence[Slot]
    read: Callable[[Iterable[Row]], Iterable[Any]]

    def filled(self, values: Sequence[Value]) -> list[Any]:
        """The parameters of this call."""
        filled = list(self.params)
        for slot in self.slots:
            filled[slot.place] = _given(values[slot.number], slot.shift, like=filled[slot.place])
        return filled


class Prepared(Generic[Found]):
    """What `make` would find; as a list, for it is read at once."""

    def __init__(self, make: "Callable[..., QuerySet[Any, Found]]") -> None:
        self._make = make
        self._of_thread = threading.local()

    def __call__(self, *values: Value, shape: tuple[Hashable, ...] = ()) -> list[Found]:
        """Asked of the database now."""
        made = self.made(values, shape)
        if made is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(made.sql, made.filled(values))
            rows = cursor.fetchall()
        return list(made.read(rows))

    def count(self, *values: Value, shape: tuple[Hashable, ...] = ()) -> int:
        """How many there are."""
        made = self.made(values, shape)
        if made is None:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({made.sql}) counted", made.filled(values))  # noqa: S608
            number: int = cursor.fetchone()[0]
        return number

    def made(self, values: Sequence[Value], shape: tuple[Hashable, ...]) -> Made | None:
        """Of this thread; None where the database need not even be asked."""
        held: dict[Any, Made | None] = self._of_thread.__dict__
        key = connection.vendor, here(), shape
        if key not in held:
            if len(held) >= MOST:
                held.clear()
            marks = map(_mark, range(len(values)), values)
            held[key] = _proved(_made(self._make(*shape, *marks), values), self._make(*shape, *values), values)
        return held[key]


def _made(rows: "QuerySet[Any, Any]", values: Sequence[Value]) -> Made | None:
    compiler = rows.query.get_compiler(connection.alias)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    slots = [slot for place, param in enumerate(params) for slot in _slots(place, param, values)]
    return Made(sql, params, slots, _reader(rows, compiler))


def _proved(made: Made | None, asked: "QuerySet[Any, Any]", values: Sequence[Value]) -> Made | None:
    """Filled with the values of the first call it must be word for word what Django makes of them."""
    try:
        sql, params = asked.query.get_compiler(connection.alias).as_sql()
    except EmptyResultSet:
        assert made is None, "whether anything is asked depends on a value: it belongs to the shape"
        return None
    assert made is not None, "a mark that the query cannot hold"
    # psycopg's JSON equals nothing but itself; by its words it does
    pairs = zip(made.filled(values), params, strict=True)
    same = made.sql == sql and all(one == other or repr(one) == repr(other) for one, other in pairs)
    assert same, "a value does not stand in the query as it was given"
    return made


def _mark(number: int, value: Value) -> Any:
    """Of the value's own kind, and found again among the parameters."""
    if isinstance(value, datetime):
        return datetime(YEARS * (number + 2) + 500, 1, 1, tzinfo=UTC)
    if isinstance(value, date):
        return date(YEARS * (number + 2) + 500, 1, 1)
    return SMALL - number if isinstance(value, int) else f"mark {number} {SMALL}"


def _slots(place: int, param: Any, values: Sequence[Value]) -> Iterator[Slot]:
    for number, value in enumerate(values):
        mark = _mark(number, value)
        if param == _adapted(mark):
            yield Slot(place, number)
        elif isinstance(value, datetime) and (shift := _shift(param, mark)) is not None:
            yield Slot(place, number, shift)


def _shift(param: Any, mark: datetime) -> timedelta | None:
    """By how much an instant was moved, if it is that one."""
    try:
        at = datetime.fromisoformat(param) if isinstance(param, str) else param
        shift = (at if at.tzinfo else at.replace(tzinfo=UTC)) - mark
    except (ValueError, AttributeError, TypeError):
        return None
    return shift if abs(shift) < NEAR else None


def _given(value: Value, shift: timedelta | None, *, like: Any) -> Any:
    """As the engine takes it; a number of the width that Django gave it."""
    if shift is not None:
        assert isinstance(value, datetime)
        return _adapted(value + shift)
    return type(like)(value) if isinstance(value, int) and isinstance(like, int) else _adapted(value)


def _adapted(value: Value) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value.value if isinstance(value, Enum) else value  # a driver would call a word by its Python name


def _reader(rows: "QuerySet[Any, Any]", compiler: Any) -> Callable[[Iterable[Row]], Iterable[Any]]:
    """Values as tuples or objects of the model with what was selected beside them, as Django's own iteration gives them."""
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    kind = rows._iterable_class
    assert kind in (ModelIterable, ValuesListIterable), "objects, or values_list without flat"
    shaped = _objects(compiler) if kind is ModelIterable else tuple
    return lambda found: map(shaped, compiler.apply_converters(found, converters) if converters else found)


def _objects(compiler: Any) -> Callable[[Row], Any]:
    model, select, alias = compiler.klass_info["model"], compiler.select, connection.alias
    first, last = compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1] + 1
    names = [column.target.attname for column, _sql, _alias in select[first:last]]
    beside = get_related_populators(compiler.klass_info, select, alias)  # type: ignore[call-arg]  # the stubs know a later one
    annotated = compiler.annotation_col_map.items()

    def made(row: Row) -> Any:
        found = model.from_db(alias, names, row[first:last])
        for one in beside:
            one.populate(row, found)
        for name, place in annotated:
            setattr(found, name, row[place])
        return found

    return made
