"""内短于外 · our own handling limit is shorter than the city's for the same class (WZ3); a limit table that breaks this is refused.

What is complex may take longer (RULES §3: 15 days on approval), and a later round has no clock of the city's beside it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from huying.directory.clocks import Clock
from huying.directory.models import LimitClass, Measure
from huying.directory.reckoning import rules
from huying.directory.sheets.plan import Change, Fault, Values
from huying.kit import worktime

ON_APPROVAL = frozenset({LimitClass.COMPLEX})
YEAR = 366
MOMENTS = (time(0), time(9), time(17, 59))
"""Times of day from which two limits in different measures are compared, on every day of a year."""


def longer_than_the_city(changes: Iterable[Change], table: Iterable[Values], at: datetime) -> Iterator[Fault]:
    """Each changed line against those on the other side, in the table as it would stand."""
    rows = list(table)
    for change in changes:
        for own, city in _pairs(change.after, rows):
            if not _is_shorter(own, city, at):
                told = {"own": _spelled(own), "city": _spelled(city)}
                yield Fault(change.number, _("内部办理时限 %(own)s 要短于市级时限 %(city)s") % told)


def _pairs(line: Values, rows: Iterable[Values]) -> list[tuple[Values, Values]]:
    """Own limit and city's limit that hold for the same case."""
    if line["clock"] == Clock.HANDLING:
        found = [(line, row) for row in rows if row["clock"] == Clock.CITY]
    else:
        found = [(row, line) for row in rows if row["clock"] == Clock.HANDLING and line["clock"] == Clock.CITY]
    return [(own, city) for own, city in found if _meet(own, city)]


def _meet(own: Values, city: Values) -> bool:
    """Blank matches anything."""
    if own["later_round"] or (own["limit_class"] in ON_APPROVAL and not city["limit_class"]):
        return False
    same_class = city["limit_class"] in ("", own["limit_class"])
    return same_class and all(not own[name] or not city[name] or own[name] == city[name] for name in ("source", "kind"))


def _is_shorter(own: Values, city: Values, at: datetime) -> bool:
    """Whenever it begins. In one measure the numbers say it; in two, every day of a year is asked."""
    if own["measure"] == city["measure"]:
        return _amount(own) < _amount(city)
    days = (localdate(at) + timedelta(days=number) for number in range(YEAR))
    starts = (make_aware(datetime.combine(day, moment)) for day in days for moment in MOMENTS)
    return all(_ends(own, start, at) < _ends(city, start, at) for start in starts)


def _ends(line: Values, start: datetime, at: datetime) -> datetime:
    return rules(at).calendar.add(start, _amount(line), worktime.Measure(str(line["measure"])))


def _amount(line: Values) -> int:
    return int(str(line["amount"]))


def _spelled(line: Values) -> str:
    return f"{line['amount']} {Measure(str(line['measure'])).label}"
