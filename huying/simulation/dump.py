"""抄录 · the ledger in words that are the same wherever the same things happened: no ids, no keys, no ciphertext, no receipt numbers."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from huying.case.models import Case, Entry, Words
from huying.directory.models import Area, Matter, Person, Unit

BESIDE = ("joined", "merged", "linked", "split")
"""Deeds whose `of` names another case; in all others it names a line."""

SALTED = frozenset({"words"})


class _Names:
    """What stands for a row: a code, a sign-in name, the number in which cases came."""

    def __init__(self) -> None:
        self.units = dict(Unit.objects.values_list("pk", "code"))
        self.people = dict(Person.objects.values_list("pk", "username"))
        self.areas = dict(Area.objects.values_list("pk", "code"))
        self.matters = dict(Matter.objects.values_list("pk", "full_name"))
        self.cases = {pk: number for number, pk in enumerate(Case.objects.order_by("pk").values_list("pk", flat=True))}
        self._of: Mapping[str, Mapping[int, Any]] = {
            "to": self.units, "unit": self.units, "person": self.people, "matter": self.matters, "area": self.areas,
            "into": self.cases, "other": self.cases,
        }  # fmt: skip

    def facts(self, deed: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._told(deed, name, value) for name, value in facts.items() if name not in SALTED}

    def _told(self, deed: str, name: str, value: Any) -> Any:
        if name == "units":
            return [self.units[pk] for pk in value]
        if name == "of" and deed in BESIDE:
            return self.cases[value]
        known = self._of.get(name)
        if known is None:
            return value
        if isinstance(value, dict):
            return {way: known.get(pk) for way, pk in value.items()}
        return known.get(value, value)


def dump() -> Iterator[str]:
    """One line of JSON for each line of the ledger, sorted: same seed, same text."""
    yield from sorted(_lines())


def _lines() -> Iterator[str]:
    names, said = _Names(), _said()
    for line in Entry.objects.order_by("pk").iterator():
        row = {
            "case": names.cases[line.case_id], "seq": line.seq, "deed": line.deed, "at": line.at.isoformat(),
            "by": names.people.get(line.by_id or 0, line.voice), "unit": names.units.get(line.unit_id or 0, ""),
            "place": f"{line.step}/{line.stage}", "round": line.round, "facts": names.facts(line.deed, line.facts),
            "words": said(line.case_id, line.seq),
        }  # fmt: skip
        yield json.dumps(row, ensure_ascii=False, sort_keys=True)


def _said() -> Callable[[int, int], str]:
    texts = {(case, seq): text for case, seq, text in Words.objects.values_list("case", "seq", "text").iterator()}
    return lambda case, seq: texts.get((case, seq), "")
