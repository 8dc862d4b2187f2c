"""名字 · the numbers that lines of the ledger hold, turned into names: units, people, matters, areas, other cases; one query."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, Value
from django.utils.translation import gettext as _

from huying.case.models import Case, Entry
from huying.directory.models import Area, Matter, Person, Post, Unit

SOURCES: dict[str, tuple[type[Model], str, str]] = {
    "unit": (Unit, "pk", "name"),
    "person": (Person, "pk", "name"),
    "matter": (Matter, "pk", "full_name"),
    "area": (Area, "pk", "name"),
    "desk": (Post, "person", "unit__name"),
}
"""Kind → where its names stand, by which number, in which column. `desk` is the unit in which a person has a post."""

HELD = {
    "to": "unit", "unit": "unit", "units": "unit", "unit_named": "unit", "about": "unit",
    "person": "person", "matter": "matter", "area": "area",
}  # fmt: skip
"""Fact → of what kind the number in it is."""

CASES = ("of", "other", "into", "split_from", "suspected")
"""Facts that name other cases. `of` does so where somebody joined; elsewhere it is a line of this case's own ledger."""


@dataclass(frozen=True, slots=True)
class Called:
    """Names by kind and number. Whatever may not be seen, or is no more, has a word of its own."""

    names: Mapping[tuple[str, int], str] = field(default_factory=dict)
    cases: Mapping[int, Case] = field(default_factory=dict)

    def of(self, kind: str, number: Any) -> str:
        return self.names.get((kind, number), "—") if isinstance(number, int) else "—"

    def case(self, number: Any) -> str:
        """A case that the reader may not see has no number here."""
        found = self.cases.get(number) if isinstance(number, int) else None
        return found.number if found else _("（另一件）")


def called(entries: Sequence[Entry], cases: Mapping[int, Case]) -> Called:
    """All names that the lines of one case need."""
    wanted = set(_numbers(entries))
    kinds = sorted({kind for kind, _number in wanted})
    asked = [_asked(kind, [number for one, number in wanted if one == kind]) for kind in kinds]
    rows = asked[0].union(*asked[1:], all=True) if asked else ()
    return Called({(kind, number): name for kind, number, name in rows}, cases)


def case_numbers(entries: Iterable[Entry]) -> set[int]:
    """The other cases that the lines name."""
    return {number for entry in entries for name in CASES for number in _listed(_case_fact(entry, name))}


def _case_fact(entry: Entry, name: str) -> Any:
    return None if name == "of" and entry.deed != "joined" else entry.facts.get(name)


def _numbers(entries: Iterable[Entry]) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if entry.by_id:
            yield "desk", entry.by_id
        for name, kind in HELD.items():
            yield from ((kind, number) for number in _listed(entry.facts.get(name)))


def _listed(value: Any) -> list[int]:
    """One number, a list of them, or what it was before and after."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, int) and not isinstance(part, bool)]


def _asked(kind: str, numbers: Sequence[int]) -> Any:
    model, number, name = SOURCES[kind]
    rows = model._default_manager.filter(**{f"{number}__in": numbers}).order_by()
    return rows.annotate(sort=Value(kind), number=F(number), called=F(name)).values_list("sort", "number", "called")
