"""重放 · where a case must stand by its lines alone: step, stage, owner, round, and the clocks that run. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from huying.case.clocks import OF_THE_CASE, Clock
from huying.case.deeds import DEEDS
from huying.case.steps import ENDINGS


class Line(NamedTuple):
    """A line of the ledger as a replay reads it."""

    seq: int
    deed: str
    facts: dict[str, Any]


Key = tuple[str, int]
"""A clock's kind, and the line that opened it."""

GIVES = {"taken_over": "unit"}
"""Where a line says who holds the case from now on; `to` in all others."""

MANY = frozenset({Clock.COMMITMENT, Clock.PART})


@dataclass(slots=True)
class Replay:
    """What the lines lead to."""

    step: str = ""
    stage: str = ""
    unit: int | None = None
    round: int = 1
    seq: int = 0
    version: int = 0
    running: dict[Key, datetime] = field(default_factory=dict)
    _limits: dict[tuple[str, int], Key] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """How it ended, or nothing."""
        return self.stage if self.stage in ENDINGS else ""

    def read(self, lines: Iterable[Line]) -> "Replay":
        """One after another."""
        for line in lines:
            self._move(line)
            self._end(line)
            self._begin(line)
            self._shift(line)
        return self

    def _move(self, line: Line) -> None:
        rule = DEEDS[line.deed]
        self.seq, self.unit = line.seq, line.facts.get(GIVES.get(line.deed, "to"), self.unit)
        self.round += rule.round
        if rule.target:
            self.step = rule.target.step or self.step
            self.stage, self.version = rule.target.stage, self.version + 1

    def _end(self, line: Line) -> None:
        rule, which = DEEDS[line.deed], line.facts.get("of")
        for kind, of in list(self.running):
            if kind in rule.keeps | rule.drops and (which is None or kind not in MANY or of == which):
                del self.running[kind, of]

    def _begin(self, line: Line) -> None:
        """The line says which clocks it opened. A limit of the case that runs on stays that of the line that opened it."""
        for kind, due in line.facts.get("due", {}).items():
            key = (kind, line.seq)
            if kind in OF_THE_CASE:
                key = self._limits.setdefault((kind, self.round), key)
            self.running[key] = datetime.fromisoformat(due)

    def _shift(self, line: Line) -> None:
        """A ruling, or another calendar, has given a clock another end."""
        until = line.facts.get("until")
        for kind, of in self.running:
            if kind in DEEDS[line.deed].extends and until and "from" in line.facts:
                self.running[kind, of] = datetime.fromisoformat(until)
        moved = line.facts.get("moved")
        if moved and (line.facts["clock"], line.facts["of"]) in self.running:
            self.running[line.facts["clock"], line.facts["of"]] = datetime.fromisoformat(moved["until"])
