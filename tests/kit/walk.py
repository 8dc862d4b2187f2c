"""A walk minute by minute: it knows nothing of the calendar's arithmetic, and must agree with it. Year's end lies inside."""

from datetime import UTC, date, datetime, time, timedelta

from huying.kit.worktime import Measure, WorkCalendar
from tests.kit.calendars import SHANGHAI

ORIGIN = date(2025, 12, 22)
SPAN = 21


def minute(number: int) -> datetime:
    """The instant so many minutes after the first midnight of the walk."""
    return (datetime.combine(ORIGIN, time(), SHANGHAI) + timedelta(minutes=number)).astimezone(UTC)


def walked(calendar: WorkCalendar, measure: Measure, span: int = SPAN) -> list[int]:
    """Walk the span minute by minute and note those that count."""
    noted = []
    for number in range(span * 1440):
        day, clock = ORIGIN + timedelta(days=number // 1440), time(number // 60 % 24, number % 60)
        works = day in calendar.works or (day.isoweekday() not in (6, 7) and day not in calendar.rests)
        on_duty = measure is Measure.WORK_DAYS or any(opens <= clock < closes for opens, closes in calendar.hours)
        if works and on_duty:
            noted.append(number)
    return noted
