"""未诉先办 · how many may come tomorrow, as on the same weekday of the weeks before, with how far such a guess was off lately;
and which matters have risen since last week (WZ6: what is concentrated now, what will come next)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean

from django.db.models import Count, F, Q, QuerySet

from huying.case.models import Case
from huying.directory.models import Matter
from huying.oversight.dashboard.arrivals import midnight

WEEK = 7
WEEKS, FEWEST = 4, 2
"""So many same weekdays are averaged; with fewer than the second number nothing is guessed."""

RISEN, LEAST = 3, 2
"""How many matters are named, and how many requests of a week make one."""

Days = Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class Guess:
    """Tomorrow's number, from how many weeks; and by how much the same guess missed each of the last seven whole days."""

    day: date
    times: int
    weeks: int
    missed: float


@dataclass(frozen=True, slots=True)
class Risen:
    """A matter that comes more often than in the week before."""

    matter: Matter
    before: int
    now: int


def guess(days: Days) -> Guess | None:
    """预测 · from the days up to today, of which today is not over. None as long as there is too little to go by."""
    told = _told(days)
    found = _same_weekdays(told, len(told))
    if len(found) < FEWEST:
        return None
    return Guess(days[-1][0] + timedelta(days=1), round(mean(found)), len(found), _missed(told))


def _told(days: Days) -> list[int]:
    """From the first day on that anything came."""
    times = [number for _day, number in days]
    first = next((n for n, number in enumerate(times) if number), len(times))
    return times[first:]


def _same_weekdays(told: Sequence[int], day: int) -> list[int]:
    return [told[day - WEEK * n] for n in range(1, WEEKS + 1) if day >= WEEK * n]


def _missed(told: Sequence[int]) -> float:
    """The guess is put to the test on days whose number is known: 回测."""
    tried = [(told[day], _same_weekdays(told, day)) for day in range(len(told) - 1 - WEEK, len(told) - 1)]
    misses = [abs(number - mean(found)) for number, found in tried if found]
    return round(mean(misses), 1) if misses else 0.0


def risen(cases: QuerySet[Case], since: date) -> list[Risen]:
    """升温 · matters that came more often since that day than in the seven days before, the steepest first; one query."""
    week, before = midnight(since), midnight(since - timedelta(days=WEEK))
    lately, earlier = Q(received_at__gte=week), Q(received_at__gte=before, received_at__lt=week)
    rows = cases.exclude(matter=None).values("matter")
    counted = rows.annotate(lately=Count("pk", filter=lately), earlier=Count("pk", filter=earlier))
    steep = counted.filter(lately__gte=LEAST, lately__gt=F("earlier")).order_by(F("earlier") - F("lately"), "matter")
    found = list(steep.values_list("matter", "earlier", "lately")[:RISEN])
    matters = Matter.objects.in_bulk([key for key, _earlier, _lately in found])
    return [Risen(matters[key], earlier, lately) for key, earlier, lately in found]
