"""对表的人 · when each warning of a clock must come, by walking minute by minute, for a keeper that looks at given rounds."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from huying.kit.worktime import Measure, WorkCalendar
from tests.kit.walk import minute, walked

SPAN: Final = 45
SHARES: Final = (0.5, 0.8, 1.0)
BREACH: Final = 2
LAST: Final = 4
NEVER: Final = SPAN * 1440


class Promise(NamedTuple):
    """A limit that began to run at that minute."""

    opened: int
    amount: int
    measure: Measure
    silent: bool


class Ring(NamedTuple):
    """A warning, and the round in which it was given."""

    round: int
    rung: int


@dataclass
class Walker:
    """One calendar, walked once for each measure."""

    calendar: WorkCalendar
    _noted: dict[Measure, list[int]] = field(default_factory=dict)
    _known: dict[tuple[Promise, int], int] = field(default_factory=dict)

    def at(self, promise: Promise, rung: int) -> int:
        """The minute from which that warning is due."""
        known = self._known.get((promise, rung))
        if known is None:
            known = self._known[promise, rung] = self._when(promise, rung)
        return known

    def _when(self, promise: Promise, rung: int) -> int:
        whole = promise.amount * (1440 if promise.measure in (Measure.WORK_DAYS, Measure.CALENDAR_DAYS) else 1)
        due = self._after(promise.opened, whole, promise.measure)
        if promise.silent or rung == BREACH:
            return due
        if rung > BREACH:
            return self._after(due, whole * (rung - BREACH), promise.measure)
        part = self._after(promise.opened, round(whole * SHARES[rung]), promise.measure)
        in_days = promise.measure in (Measure.WORK_DAYS, Measure.CALENDAR_DAYS)
        opening = self._opening(part) if in_days else part
        return opening if opening < due else part

    def _after(self, start: int, minutes: int, measure: Measure) -> int:
        if measure in (Measure.MINUTES, Measure.CALENDAR_DAYS):
            return start + minutes
        noted = self._walk(measure)
        last = bisect_left(noted, start) + minutes - 1
        return noted[last] + 1 if last < len(noted) else NEVER

    def _opening(self, at: int) -> int:
        noted = self._walk(Measure.WORK_MINUTES)
        place = bisect_left(noted, at)
        return noted[place] if place < len(noted) else NEVER

    def _walk(self, measure: Measure) -> list[int]:
        if measure not in self._noted:
            self._noted[measure] = walked(self.calendar, measure, SPAN)
        return self._noted[measure]


@dataclass(frozen=True, slots=True)
class Look:
    """One round of the keeper: what its clock showed, the calendar then in force, and the last line of the ledger after it."""

    at: int
    calendar: Walker
    line: int = 0


def expected(promise: Promise, looks: Sequence[Look], first: int, last: int) -> list[Ring]:
    """Every warning that must be given from round `first` to round `last`, in order, each exactly once."""
    return list(_rings(promise, looks, first, last))


def _rings(promise: Promise, looks: Sequence[Look], first: int, last: int) -> Iterator[Ring]:
    rung = 0
    for number in range(first, min(last, len(looks) - 1) + 1):
        look = looks[number]
        while rung <= LAST and look.calendar.at(promise, rung) <= look.at:
            if look.calendar.at(promise, BREACH) <= look.at:
                rung = max(rung, BREACH)  # after a long sleep the breach itself, not the reminders before it
            yield Ring(number, rung)
            rung += 1
            if promise.silent:
                return


def minute_of(at: datetime) -> int:
    """The number of a whole minute."""
    passed, rest = divmod((at - minute(0)).total_seconds(), 60)
    assert rest == 0, at
    return int(passed)
