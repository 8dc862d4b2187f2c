"""来件 · when, where and about what residents spoke, over the days of a window: three queries, each over these days only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.timezone import localtime, make_aware

from huying.case.models import Case
from huying.directory.models import Area, Matter, Person

TOP = 8
HOUR = len("2026-11-22 08")
"""An instant is stored in UTC; its first letters are its hour on both databases, and cheap to group by."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both included, as the district counts them."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def window_ending(day: date, days: int) -> Window:
    """So many days, the last of them this one."""
    return Window(day - timedelta(days=days - 1), day)


def arrived(by: Person, window: Window, *, at: datetime) -> QuerySet[Case]:
    """What this person may see of what came in on these days."""
    first, end = midnight(window.first), midnight(window.last + timedelta(days=1))
    return Case.objects.seen_by(by, at=at).filter(received_at__gte=first, received_at__lt=end).order_by()


def by_hour(cases: QuerySet[Case]) -> Counter[datetime]:
    """Local hour → how many; the trend and the heat of the week are both made of it."""
    hour = Substr(Cast("received_at", CharField()), 1, HOUR)
    found = cases.annotate(hour=hour).values_list("hour").annotate(times=Count("pk"))
    return Counter({localtime(_hour(text)): times for text, times in found})


def by_day(hours: Mapping[datetime, int], window: Window) -> list[tuple[date, int]]:
    """每天 · every day of the window, also the empty ones."""
    days: Counter[date] = Counter()
    for hour, times in hours.items():
        days[hour.date()] += times
    return [(day, days[day]) for day in window.days]


def by_slot(hours: Mapping[datetime, int]) -> Counter[tuple[int, int]]:
    """周×时 · (1 = Monday … 7, hour) → how many."""
    slots: Counter[tuple[int, int]] = Counter()
    for hour, times in hours.items():
        slots[hour.isoweekday(), hour.hour] += times
    return slots


def by_area(cases: QuerySet[Case]) -> Counter[str]:
    """Path of an area → how many lie in it itself."""
    found = dict(cases.exclude(area=None).values_list("area").annotate(times=Count("pk")))
    return Counter({area.path: found[area.pk] for area in Area.objects.filter(pk__in=found)})


def by_matter(cases: QuerySet[Case], most: int = TOP) -> list[tuple[Matter, int]]:
    """事项 · the most frequent first."""
    found = cases.exclude(matter=None).values_list("matter").annotate(times=Count("pk")).order_by("-times", "matter")
    rows = list(found[:most])
    matters = Matter.objects.in_bulk([key for key, _times in rows])
    return [(matters[key], times) for key, times in rows]


def _hour(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H").replace(tzinfo=UTC)


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return make_aware(datetime.combine(day, time()))
