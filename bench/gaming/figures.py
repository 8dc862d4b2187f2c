"""The month by RULES §4, worked out a second time: over valid answers, on the day of the evaluation, for the unit that had replied."""

from collections.abc import Sequence
from datetime import date, timedelta

from bench.gaming.judge import TAKEN_OVER, Line
from bench.gaming.walked import ORIGIN

Figure = tuple[date, int, str]
GOOD = ("yes", "basically")


def month(lines: Sequence[Line]) -> set[Figure]:
    """What one case adds: to the district (0), and to each unit."""
    found = {(_day(lines[0]), 0, "received")} | _first_handed(lines)
    rated = [line for line in lines if line.deed == "rated"]
    if rated:
        unit = _answering(lines, rated[-1])
        names = ["excluded"] if _left_out(lines) else ["valid", *_answers(rated[-1])]
        found |= {(_day(rated[-1]), of, name) for name in names for of in (unit, 0)}
    return found


def _day(line: Line) -> date:
    return (ORIGIN + timedelta(minutes=line.at)).date()


def _first_handed(lines: Sequence[Line]) -> set[Figure]:
    """Each unit counts a case as received once: when it was first given it."""
    first: dict[int, date] = {}
    for line in lines:
        if line.deed in TAKEN_OVER and line.unit is not None and line.unit not in first:
            first[line.unit] = _day(line)
    return {(day, unit, "received") for unit, day in first.items()}


def _answering(lines: Sequence[Line], rated: Line) -> int:
    """The lead unit when the reply was given."""
    replies = [line.unit for line in lines if line.deed == "replied" and line.seq < rated.seq]
    assert replies, "rated before any reply"
    assert replies[-1] is not None
    return replies[-1]


def _left_out(lines: Sequence[Line]) -> bool:
    """The assessor's last word."""
    words = [line.deed for line in lines if line.deed in ("excluded", "counted")]
    return words[-1:] == ["excluded"]


def _answers(rated: Line) -> list[str]:
    said = ((name, rated.facts.get(name)) for name in ("solved", "service", "result"))
    return ["contacted"] * bool(rated.facts.get("contacted")) + [
        f"{name}_{word}" for name, word in said if word in GOOD
    ]
