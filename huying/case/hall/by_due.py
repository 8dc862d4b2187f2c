"""到期先后 · a list whose rows carry `due`, the nearest end first, a page at a time by key."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

from huying.case.hall.order import EPOCH, TICK, Page, _whole
from huying.case.models import Case

FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""The due instant of a case without a clock: it comes last."""

Key = tuple[datetime, int]


def page_by_due(cases: QuerySet[Any], given: Mapping[str, str], *, size: int) -> Page:
    """翻页 · further on than the key `before`, back from the key `after`, or the beginning."""
    if back := _key(given.get("after", "")):
        rows = first_of(cases.filter(_beyond(back, "lt")), "-due", "-pk", most=size + 1)
        more, rows = len(rows) > size, rows[:size][::-1]
        return Page(rows, _name(rows[0]) if more else "", _name(rows[-1]) if rows else "")
    on = _key(given.get("before", ""))
    rows = first_of(cases.filter(_beyond(on, "gt")) if on else cases, "due", "pk", most=size + 1)
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, _name(rows[0]) if rows and on else "", _name(rows[-1]) if more else "")


def first_of(cases: QuerySet[Any], *columns: str, most: int) -> list[Any]:
    """Numbers first, and only of these the rows: what a row carries is not worked out for thousands that are not shown."""
    keys = list(cases.order_by(*columns).values_list("pk", flat=True)[:most])
    found = cases.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _beyond(key: Key, way: str) -> Q:
    due, pk = key
    return Q(**{f"due__{way}": due}) | Q(due=due, **{f"pk__{way}": pk})


def _name(case: Case) -> str:
    return f"{(case.due - EPOCH) // TICK}.{case.pk}"  # type: ignore[attr-defined]


def _key(text: str) -> Key | None:
    """Nonsense is no key."""
    micros, number = (_whole(part) for part in (*text.split(".", 1), "")[:2])
    if micros is None or number is None or micros > (FAR - EPOCH) // TICK:
        return None
    return EPOCH + micros * TICK, number
