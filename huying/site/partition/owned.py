"""归属表 · which tables are a district's: all with the column; and which of these are cut into parts: whatever hangs on a case."""

from functools import cache

from django.apps import apps
from django.db.models import ForeignKey, Model

from huying.case.models import Case, Submission
from huying.oversight.month.models import Reached, Tally

SEARCH = "case_search"
"""Has no model: rows of tokens by which cases are found."""

ROOTS: tuple[type[Model], ...] = (Case, Submission, Tally)
WHOLE: tuple[type[Model], ...] = (Reached,)
"""Kept in one piece: its key is the case's, and `ON CONFLICT` asks for exactly that key."""


@cache
def scoped() -> tuple[str, ...]:
    """Every table with a jurisdiction."""
    return tuple(sorted(model._meta.db_table for model in apps.get_models() if _has_column(model)))


@cache
def parted() -> tuple[str, ...]:
    """Those that grow with the cases: what leads to a case by its references, and the three that stand at the beginning."""
    rows = (model for model in apps.get_models() if _has_column(model) and model not in WHOLE and _hangs(model))
    return (*sorted(model._meta.db_table for model in rows), SEARCH)


@cache
def leaning() -> tuple[tuple[str, str, str], ...]:
    """Tables without the column whose rows belong to a row of a district: table, its reference, the other table."""
    fields = [field for model in apps.get_models() if not _has_column(model) for field in model._meta.concrete_fields]
    found = [
        (field.model._meta.db_table, str(field.column), field.related_model._meta.db_table)
        for field in fields
        if isinstance(field, ForeignKey) and _is_guarded(field.related_model)
    ]
    return tuple(sorted({table: (table, column, to) for table, column, to in reversed(found)}.values()))


def _is_guarded(model: type[Model]) -> bool:
    """Itself a district's, or leaning on what is."""
    to = [field.related_model for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return _has_column(model) or any(_is_guarded(one) for one in to if one is not model)


def _has_column(model: type[Model]) -> bool:
    return any(field.name == "jurisdiction" for field in model._meta.concrete_fields)


def _hangs(model: type[Model]) -> bool:
    if model in ROOTS:
        return True
    to = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    return any(isinstance(one, type) and one is not model and _hangs(one) for one in to)
