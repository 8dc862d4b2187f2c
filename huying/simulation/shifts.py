"""班次 · when whose work is done. One table; the tests hold every line of the ledger against it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

from huying.kit.worktime import WorkCalendar

Spans = Sequence[tuple[time, time]]
END = time.max


class Shift(Enum):
    """Assumed, but for the duty hours, which the district's calendar says, and the groups on duty round the clock (HR1)."""

    OFFICE = "duty hours of the calendar"
    WATCH = "somebody of the unit is on duty every day"
    HOTLINE = "the desk never sleeps"
    DISPATCH = "early till late, every day"
    CALLS = "when people answer the telephone"
    ALWAYS = "urgent work and claims"


EVERY_DAY: dict[Shift, Spans] = {
    Shift.WATCH: ((time(8), time(21)),),
    Shift.HOTLINE: ((time(0), END),),
    Shift.DISPATCH: ((time(7, 30), time(22)),),
    Shift.CALLS: ((time(9), time(12)), (time(14), time(20, 30))),
    Shift.ALWAYS: ((time(0), END),),
}
LONGEST = 60


def opening(shift: Shift, at: datetime, takes: timedelta, calendar: WorkCalendar) -> datetime:
    """The earliest instant from `at` on at which work of that length fits into a shift."""
    zone = ZoneInfo(calendar.zone)
    local = at.astimezone(zone)
    for number in range(LONGEST):
        day = local.date() + timedelta(days=number)
        for opens, closes in _spans(shift, calendar, calendar.works_on(day)):
            begins = max(local, datetime.combine(day, opens, zone))
            if begins + takes <= datetime.combine(day, closes, zone):
                return begins.astimezone(at.tzinfo)
    raise ValueError(f"no {shift.name} shift holds {takes}")


def within(shift: Shift, at: datetime, calendar: WorkCalendar) -> bool:
    """Whether that instant lies in a shift; its last moment is still in it."""
    local = at.astimezone(ZoneInfo(calendar.zone))
    spans = _spans(shift, calendar, calendar.works_on(local.date()))
    return any(opens <= local.time() <= closes for opens, closes in spans)


@lru_cache(maxsize=64)
def _spans(shift: Shift, calendar: WorkCalendar, works: bool) -> Spans:
    if shift is not Shift.OFFICE:
        return EVERY_DAY[shift]
    return calendar.hours if works else ()
