"""其一 · the row that a key names, or none."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def one(rows: "QuerySet[Row]") -> Row | None:
    """Where a key names at most one, `first` would still sort; over joined tables making that ORDER BY costs more than the query."""
    return next(iter(rows[:1]), None)
