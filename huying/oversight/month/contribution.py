"""一件的计数 · what one case adds to the figures, from its lines alone. Plain arithmetic: no database, no clock (RULES §4).

Base definitions until a scheme says otherwise: over valid answers (by link, phone or visit); the day is the day of the evaluation;
the unit is the lead unit when the reply was given; the last round counts; imported history stays outside; a case ruled out
of assessment is counted as ruled out and in nothing else of the evaluation.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple


class Line(NamedTuple):
    """A line of the ledger as the figures see it; `day` is the local day on which it was written."""

    deed: str
    day: date
    unit: int | None
    round: int
    facts: Mapping[str, Any]


class Cell(NamedTuple):
    """One figure of one unit on one day. Unit 0 is the district as a whole."""

    day: date
    unit: int
    figure: str


DISTRICT = 0
HANDED = frozenset({"assigned", "claimed", "appointed"})
TELLING = frozenset({"rated"})
"""Of these lines the facts are read; of the others only that they are there."""

RULED = {"excluded": True, "counted": False}
YES = {"yes": "yes", "basically": "basically"}


def contribution(lines: Iterable[Line]) -> Counter[Cell]:
    """The cells to which this case adds, and how much to each."""
    lines = list(lines)
    cells: Counter[Cell] = Counter()
    if not lines or lines[0].deed == "imported":
        return cells
    cells[Cell(lines[0].day, DISTRICT, "received")] += 1
    for unit, day in _first_handed(lines).items():
        cells[Cell(day, unit, "received")] += 1
    for day, unit, figure in _evaluated(lines):
        cells[Cell(day, unit, figure)] += 1
        cells[Cell(day, DISTRICT, figure)] += 1
    return cells


def _first_handed(lines: Iterable[Line]) -> dict[int, date]:
    """When each unit was first given the case."""
    days: dict[int, date] = {}
    for line in lines:
        if line.deed in HANDED and line.unit:
            days.setdefault(line.unit, line.day)
    return days


def _evaluated(lines: list[Line]) -> list[Cell]:
    """The last valid answer, for the unit that had replied; one cell for each figure that it adds to."""
    rated = next((number for number in range(len(lines) - 1, -1, -1) if lines[number].deed == "rated"), None)
    if rated is None:
        return []
    unit = next((line.unit for line in reversed(lines[:rated]) if line.deed == "replied"), None) or DISTRICT
    names = ["excluded"] if _excluded(lines) else ["valid", *_answers(lines[rated].facts)]
    return [Cell(lines[rated].day, unit, name) for name in names if unit]


def _excluded(lines: Iterable[Line]) -> bool:
    """The last ruling of the assessor."""
    rulings = [RULED[line.deed] for line in lines if line.deed in RULED]
    return bool(rulings) and rulings[-1]


def _answers(facts: Mapping[str, Any]) -> Iterable[str]:
    if facts.get("contacted"):
        yield "contacted"
    for question in ("solved", "service", "result"):
        if word := YES.get(str(facts.get(question))):
            yield f"{question}_{word}"
