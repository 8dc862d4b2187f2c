"""翻页 · one page of a list by key: no page is ever counted off from the beginning."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

ROWS = 50
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """The rows of a page, and the keys from which its neighbours begin; empty where there is none."""

    rows: Sequence[Row]
    before: str
    after: str


def leaf(rows: QuerySet[Row], order: str, *, after: str = "", before: str = "") -> Leaf[Row]:
    """The rows after that key, or before it, or the first ones."""
    sort = int if order == "id" else str
    if before and (mark := _mark(before, sort)):
        found = list(rows.filter(_beyond(order, mark, "lt")).order_by(f"-{order}", "-pk")[: ROWS + 1])
        shown = found[:ROWS][::-1]
        return Leaf(shown, _key(shown[:1], order, len(found) > ROWS), _key(shown[-1:], order, bool(shown)))
    mark = _mark(after, sort) if after else None
    found = list((rows.filter(_beyond(order, mark, "gt")) if mark else rows).order_by(order, "pk")[: ROWS + 1])
    shown = found[:ROWS]
    return Leaf(shown, _key(shown[:1], order, mark is not None), _key(shown[-1:], order, len(found) > ROWS))


def _beyond(order: str, mark: tuple[Any, int], way: str) -> Q:
    value, pk = mark
    return Q((f"{order}__{way}", value)) | Q((order, value), (f"pk__{way}", pk))


def _mark(key: str, sort: type[str] | type[int]) -> tuple[Any, int] | None:
    """What a key says; a broken one is as good as none."""
    try:
        value, pk = json.loads(key)
        sound = type(value) is sort and "\x00" not in str(value)
        return (value, int(pk)) if sound else None
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _key(ends: Sequence[Row], order: str, more: bool) -> str:
    if not ends or not more:
        return ""
    return json.dumps([getattr(ends[0], order), ends[0].pk], ensure_ascii=False)
