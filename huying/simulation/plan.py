"""设想 · what is asked of a simulation: how long, how many, from which seed, from which day on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plan:
    """`days` of arrivals from `first` on, `cases` of them. Afterwards life goes on until `until`, without new ones.

    `letters`: from when on lines become letters; what is older leaves the outbox as imported history does (HOUSE law 6).
    `points`: longitude and latitude of the middle of an area, by its name.
    """

    first: date
    days: int
    cases: int
    seed: int
    until: datetime | None = None
    letters: datetime | None = None
    points: Mapping[str, Point] = field(default_factory=dict)

    @property
    def begins(self) -> datetime:
        """Midnight of the first day."""
        return datetime.combine(self.first, time(), ZoneInfo(settings.TIME_ZONE))

    @property
    def ends(self) -> datetime:
        """Nothing happens later."""
        return self.until or self.begins + timedelta(days=self.days)

    def draw(self, what: object) -> Random:
        """A source of chance of its own for each thing, so that one more person changes nobody else's life."""
        return Random(f"{self.seed}/{what}")  # noqa: S311 not for secrets
