"""名称 · units, areas and matters as people type them into a filter: the exact name or code first, else part of the name."""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Model, Q, Value

from huying.directory.models import Area, Matter, Unit

TREES: dict[str, type[Model]] = {"unit": Unit, "area": Area, "matter": Matter}
FULL = {"unit": "name", "area": "name", "matter": "full_name"}
"""The column that is shown to people."""


def within(named: Mapping[str, str]) -> Q:
    """Of that unit, area or matter and of everything under it. Nobody bears the name: nothing is found."""
    paths = _paths(named)
    found = Q()
    for tree, text in named.items():
        exact = reduce(or_, (Q(path__startswith=path) for path in paths.get(tree, ())), Q())
        rows = TREES[tree]._default_manager.filter(exact or Q(**{f"{FULL[tree]}__icontains": text}))
        found &= Q(**{f"{tree}__in": rows.values("pk")})
    return found


def suggested(tree: str, text: str, most: int = 20) -> list[str]:
    """提示 · names that hold what has been typed so far."""
    rows = TREES[tree]._default_manager.filter(**{f"{FULL[tree]}__icontains": text}).order_by("path")
    return list(dict.fromkeys(rows.values_list(FULL[tree], flat=True)[:most]))


def _paths(named: Mapping[str, str]) -> dict[str, list[str]]:
    """Where the rows that bear exactly that name or code stand in their trees: one query for all three."""
    asked = [_bearing(tree, text) for tree, text in named.items()]
    found: dict[str, list[str]] = {}
    for tree, path in asked[0].union(*asked[1:], all=True) if asked else ():
        found.setdefault(tree, []).append(path)
    return found


def _bearing(tree: str, text: str) -> Any:
    exact = Q(code=text) | Q(name=text) | Q(**{FULL[tree]: text})
    rows = TREES[tree]._default_manager.filter(exact).annotate(tree=Value(tree), where=F("path"))
    return rows.values_list("tree", "where")
