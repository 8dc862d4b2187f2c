"""故事 · one request: who asked for what, where, when, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localtime

from demo.scene import Act
from huying.case.models import Kind, Nature


@dataclass(frozen=True, slots=True)
class Story:
    """`when` is "18 09:12" (so many days ago, at that hour) or "25m" (so long ago). `who` is a resident of `residents`."""

    when: str
    who: str
    village: str
    place: str
    matter: str
    text: str
    acts: Sequence[Act] = ()
    key: str = ""
    channel: str = "web"
    kind: Kind = Kind.HELP
    nature: Nature = Nature.LIVELIHOOD
    urgent: bool = False
    about: str = ""
    hides: bool = False
    by: str = "resident"

    def starts(self, at: datetime) -> datetime:
        """The instant, seen from the day on which the demonstration is loaded."""
        if " " not in self.when:
            return at - timedelta(minutes=int(self.when.rstrip("m")))
        days, clock = self.when.split()
        day = localtime(at).date() - timedelta(days=int(days))
        return datetime.combine(day, time.fromisoformat(clock), get_current_timezone())
