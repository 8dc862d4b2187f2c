"""名称 · units, areas and matters as people type them into a filter: the exact name or code first, else part of the name."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Model, Q

from huying.directory.models import Area, Matter, Unit

TREES: dict[str, type[Model]] = {"unit": Unit, "area": Area, "matter": Matter}
FULL = {"unit": "name", "area": "name", "matter": "full_name"}
"""The column that is shown to people."""

FEW = 8
"""So many rows of a tree are named one by one, and each is an entry of an index; a larger branch is asked for by its path."""

BEARING = """SELECT '{tree}', named.path, below.id FROM {table} AS named CROSS JOIN {table} AS below
    WHERE (named.code = %s OR named.name = %s OR named.{full} = %s) AND below.path LIKE named.path || '%%'"""


def within(named: Mapping[str, str]) -> Q:
    """Of that unit, area or matter and of everything under it. Nobody bears the name: part of it is enough."""
    branches = _branches(named)
    found = Q()
    for tree, text in named.items():
        found &= _of(tree, branches[tree]) if tree in branches else _partly(tree, text)
    return found


def suggested(tree: str, text: str, most: int = 20) -> list[str]:
    """提示 · names that hold what has been typed so far."""
    rows = TREES[tree]._default_manager.filter(**{f"{FULL[tree]}__icontains": text}).order_by("path")
    return list(dict.fromkeys(rows.values_list(FULL[tree], flat=True)[:most]))


def _of(tree: str, branches: Mapping[str, list[int]]) -> Q:
    numbers = sorted({number for below in branches.values() for number in below})
    if len(numbers) <= FEW:
        return _numbered(tree, numbers)
    paths = reduce(or_, (Q(path__startswith=path) for path in branches))
    return Q(**{f"{tree}__in": TREES[tree]._default_manager.filter(paths).values("pk")})


def _partly(tree: str, text: str) -> Q:
    rows = TREES[tree]._default_manager.filter(**{f"{FULL[tree]}__icontains": text})
    numbers = list(rows.order_by("pk").values_list("pk", flat=True)[: FEW + 1])
    return _numbered(tree, numbers) if len(numbers) <= FEW else Q(**{f"{tree}__in": rows.values("pk")})


def _numbered(tree: str, numbers: Sequence[int]) -> Q:
    """Of one the index gives the newest first; of a few it is still read rather than the whole archive."""
    return Q(**{tree: numbers[0]}) if len(numbers) == 1 else Q(**{f"{tree}__in": numbers})


def _branches(named: Mapping[str, str]) -> dict[str, dict[str, list[int]]]:
    """Tree → where a row stands that bears exactly that name or code → everything under it: one query for all three."""
    found: dict[str, dict[str, list[int]]] = {}
    if not named:
        return found
    parts = [BEARING.format(tree=tree, table=TREES[tree]._meta.db_table, full=FULL[tree]) for tree in named]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [text for text in named.values() for _ in range(3)])
        for tree, path, number in cursor.fetchall():
            found.setdefault(tree, {}).setdefault(path, []).append(number)
    return found
