"""一笔 · one deed about to be written: who does what to which case, when, with which words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huying.case.clocks import Clock
from huying.case.deeds import DEEDS, Deed
from huying.case.models import Case
from huying.case.who import Actor
from huying.directory.models import Unit


@dataclass(slots=True, eq=False)
class Stroke:
    """See `ledger.write` for the fields. `facts` gathers what the line will say."""

    case: Case
    deed: str
    by: Actor
    at: datetime
    to: Unit | None = None
    words: str = ""
    due: dict[Clock, datetime] = field(default_factory=dict)
    happened_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def rule(self) -> Deed:
        """The row of the deed table."""
        return DEEDS[self.deed]
