"""Rows of the ledger in the order of the chains, read past the model layer: a million of them in seconds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection

FETCH = 5000


class Row(NamedTuple):
    """An entry as the chain sees it."""

    case_id: int
    seq: int
    jurisdiction: int
    deed: str
    at: datetime
    happened_at: datetime | None
    by_id: int | None
    voice: str
    unit_id: int | None
    step: str
    stage: str
    round: int
    body: str
    mac: bytes


def entries() -> Iterator[Row]:
    """Every entry, case by case, line by line."""
    for row in stream(f"SELECT {', '.join(Row._fields)} FROM case_entry ORDER BY case_id, seq"):  # noqa: S608
        yield Row._make((*row[:4], _utc(row[4]), row[5] and _utc(row[5]), *row[6:]))


def stream(query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, a few thousand at a time. On PostgreSQL the server keeps the rest."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(FETCH):
            yield from rows


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
