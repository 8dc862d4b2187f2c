"""日程 · one thing at a time: what somebody is asked to do begins when the last thing is done and the shift allows."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from huying.directory.models import Person
from huying.kit.worktime import WorkCalendar
from huying.simulation.shifts import Shift, opening

Work = tuple[datetime, datetime]


class Diary:
    """Who is busy until when, and how many minutes each has worked."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._free: dict[int, datetime] = {}
        self.minutes: Counter[int] = Counter()

    def least_busy(self, people: Sequence[Person]) -> Person:
        """Of several who could do it, the one who is free first."""
        return min(people, key=lambda person: (person.pk in self._free, self._free.get(person.pk), person.username))

    def book(self, person: Person, shift: Shift, at: datetime, minutes: int) -> datetime:
        """When it will be done. What takes no time waits for nothing but the shift."""
        if not minutes:
            return opening(shift, at, timedelta(), self._calendar)
        takes = timedelta(minutes=minutes)
        begins = opening(shift, max(at, self._free.get(person.pk, at)), takes, self._calendar)
        self._free[person.pk] = begins + takes
        self.minutes[person.pk] += minutes
        return begins + takes
