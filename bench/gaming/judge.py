"""The judge: what RULES §3 give, worked out from the lines of a history alone.

It shares nothing with the product's clockwork: the amounts, what begins and ends a clock, when a round begins and what an
extension is worth stand here a second time, in its own words and with its own arithmetic.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from bench.gaming.walked import counted, minute_of

IN_TIME, RUNNING, DROPPED, LATE = "in time", "running", "dropped", "late"
BETTER = {IN_TIME: 2, DROPPED: 1, RUNNING: 1, LATE: 0}
"""Nothing is said of a clock that runs or was dropped before its end."""

ALLOWED = {
    "accept": (30, "duty"), "dispatch": (30, "duty"), "claim": (15, "minutes"), "sign_in": (30, "duty"),
    "objection": (240, "duty"), "contact": (1440, "minutes"), "inquiry": (240, "duty"), "handling": (2, "work"),
    "ruling": (240, "duty"), "extension": (240, "duty"), "feedback": (240, "duty"), "check": (240, "duty"),
    "reply": (1, "work"), "callback": (2, "work"), "review": (3, "work"), "reopen": (15, "days"),
}  # fmt: skip
URGENT, AGAIN = (120, "minutes"), (3, "work")

HANDED = ("sign_in", "objection")
LEFT = (*HANDED, "extension")
STARTS: Mapping[str, tuple[str, ...]] = {
    "received": ("accept",), "accepted": ("dispatch",), "offered": ("claim",), "assigned": HANDED, "appointed": HANDED,
    "put_to_leader": ("ruling",), "objected": ("ruling",), "objection_upheld": ("dispatch",),
    "given_back": ("dispatch",), "escalated": ("dispatch",), "handled": ("feedback",), "reported": ("check",),
    "approved": ("reply",), "replied": ("callback",), "disputed": ("review",), "referred": ("review",),
    "closed": ("reopen",), "extension_asked": ("extension",),
}  # fmt: skip
KEEPS: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accept",), "declined": ("accept", "dispatch"), "claimed": ("claim", "dispatch"),
    "assigned": ("dispatch",), "appointed": ("ruling", "dispatch"), "objected": ("objection",),
    "objection_upheld": ("ruling",), "objection_rejected": ("ruling",), "signed_in": ("sign_in",),
    "contacted": ("contact",), "inquired": ("inquiry",), "handled": ("handling",), "reported": ("feedback",),
    "approved": ("check",), "sent_back": ("check",), "replied": ("reply", "contact"), "rated": ("callback",),
    "reopened": ("review", "reopen"), "dispute_rejected": ("review",), "closed": ("review",),
    "extended": ("extension",), "extension_refused": ("extension",), "commitment_kept": ("commitment",),
}  # fmt: skip
ENDS: Mapping[str, tuple[str, ...]] = {
    "assigned": ("claim",), "put_to_leader": ("claim",), "objection_upheld": LEFT, "given_back": LEFT,
    "escalated": LEFT, "handled": LEFT, "reopened": ("callback",),
}  # fmt: skip
THE_END = ("declined", "merged", "withdrawn", "terminated")
TAKEN_OVER = ("claimed", "assigned", "appointed")


class Line(NamedTuple):
    """A line of the ledger, without anything that the clocks have written into it but dates that people chose."""

    seq: int
    deed: str
    at: float
    unit: int | None
    facts: Mapping[str, Any]


@dataclass(slots=True)
class Promise:
    """One clock as the rules have it; minutes since the origin."""

    kind: str
    opened: float
    due: float
    of: int
    ended: float | None = None
    kept: bool = False

    def verdict(self, now: float) -> str:
        """How it stands. What ended too late stays late, kept or not."""
        until = now if self.ended is None else self.ended
        if until > self.due:
            return LATE
        return RUNNING if self.ended is None else IN_TIME if self.kept else DROPPED


@dataclass(slots=True)
class Ruled:
    """The clocks of one case by the rules, as its lines come in."""

    urgent: bool
    promises: list[Promise] = field(default_factory=list)
    round: int = 1
    limits: dict[str, Promise] = field(default_factory=dict)
    asked: tuple[float, float, float] | None = None
    doubt: str = ""

    def read(self, lines: Iterable[Line]) -> "Ruled":
        """Line by line."""
        for line in lines:
            if line.deed == "corrected" and "urgent" in line.facts:
                self.urgent = line.facts["urgent"]["to"]
            self._end(line)
            self._round(line)
            self._extend(line)
            self._begin(line)
        return self

    def _end(self, line: Line) -> None:
        for one in self.promises:
            if one.ended is None and (self._kept(one, line) or self._over(one, line)):
                one.ended, one.kept = line.at, self._kept(one, line)

    @staticmethod
    def _kept(one: Promise, line: Line) -> bool:
        """A dated promise is kept by the line that names it."""
        return one.kind in KEEPS.get(line.deed, ()) and (one.kind != "commitment" or line.facts.get("of") == one.of)

    @staticmethod
    def _over(one: Promise, line: Line) -> bool:
        """Ended is not kept. A dated promise outlives the closing of the case."""
        lasting = line.deed == "closed" and one.kind != "commitment"
        return one.kind in ENDS.get(line.deed, ()) or line.deed in THE_END or lasting

    def _round(self, line: Line) -> None:
        """A round begins with the resident's first "no", a failed review of the second, or a closed case taken up in time."""
        if line.deed == "rated":
            answers = (line.facts.get(name) for name in ("solved", "service", "result"))
            self.doubt = "no" if "no" in answers else ""
        elif line.deed in ("disputed", "referred"):
            self.doubt = line.deed
        elif line.deed == "closed":
            self.doubt = f"closed {line.at}"
        elif line.deed == "reopened" and self._again(line.at):
            self.round, self.limits, self.asked, self.doubt = self.round + 1, {}, None, ""

    def _again(self, at: float) -> bool:
        if self.doubt.startswith("closed"):
            return at <= counted(float(self.doubt.split()[1]), *ALLOWED["reopen"])
        return self.doubt == "referred" or (self.doubt == "no" and self.round == 1)

    def _extend(self, line: Line) -> None:
        """Asked before the end, in this round, ruled in time: before the end, or as soon as a ruling has to come."""
        limit = self.limits.get("handling")
        if line.deed == "extension_asked" and limit:
            ruling_due = counted(line.at, *ALLOWED["extension"])
            self.asked = (line.at, minute(line.facts["until"]), ruling_due) if line.at < limit.due else None
        elif line.deed == "extended" and limit and self.asked and limit.ended is None:
            _, until, ruling_due = self.asked
            if line.at <= max(limit.due, ruling_due):
                limit.due = max(limit.due, until)
            self.asked = None

    def _begin(self, line: Line) -> None:
        for kind in STARTS.get(line.deed, ()):
            self._open(kind, line, counted(line.at, *ALLOWED[kind]))
        if line.deed in ("measured", "committed"):
            self._open("commitment", line, minute(line.facts["due"]["commitment"]))
        if line.deed in (*TAKEN_OVER, "sent_back") or (line.deed == "reopened" and not self.limits):
            self._limit("handling", line)
        if line.deed in TAKEN_OVER or (line.deed == "reopened" and "contact" not in self.limits):
            self._limit("contact", line)

    def _limit(self, kind: str, line: Line) -> None:
        """One a round, whoever holds the case. Done and then sent back, it runs on as if it had never been ended."""
        if kind not in self.limits:
            self.limits[kind] = self._open(kind, line, min(counted(line.at, *one) for one in self._amounts(kind)))
        elif kind == "handling":
            self.limits[kind].ended, self.limits[kind].kept = None, False

    def _amounts(self, kind: str) -> list[tuple[int, str]]:
        """What is urgent stays urgent when it is done again."""
        usual = AGAIN if kind == "handling" and self.round > 1 else ALLOWED[kind]
        return [usual, URGENT] if kind == "handling" and self.urgent else [usual]

    def _open(self, kind: str, line: Line, due: float) -> Promise:
        self.promises.append(Promise(kind, line.at, due, line.seq))
        return self.promises[-1]


def minute(text: str) -> float:
    """An instant as a line writes it."""
    return minute_of(datetime.fromisoformat(text))
