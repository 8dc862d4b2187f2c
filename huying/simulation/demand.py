"""诉求 · one request before it reaches anybody."""

from dataclasses import dataclass
from datetime import datetime

from huying.case.models import Kind
from huying.directory.models import Area, Matter
from huying.simulation.residents import Resident


@dataclass(eq=False, slots=True)
class Demand:
    """Who asks for what, where, when, and how. `of`: the request that it repeats or joins; `event`: the hot event it belongs to."""

    at: datetime
    matter: Matter
    area: Area
    spot: str
    text: str
    who: Resident
    channel: str
    kind: str = Kind.HELP
    urgent: bool = False
    of: "Demand | None" = None
    event: int = 0
    number: int = 0

    @property
    def again(self) -> bool:
        """By the same person."""
        return self.of is not None and self.of.who is self.who
