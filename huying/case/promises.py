"""时限的约定 · from a clock's kind and the rules in force to the row that holds the promise."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from huying.case.channels import HOTLINE, is_from_the_city
from huying.case.clocks import SILENT, Clock
from huying.case.models import Case, Deadline
from huying.directory.models import Limit, LimitClass, Matter
from huying.directory.reckoning import Rules
from huying.kit.worktime import WORKING, Measure, WorkCalendar


class Rung(NamedTuple):
    """One warning of a clock: after which share of it, and the note that is then made."""

    share: float
    deed: str


LADDER = (Rung(0.5, "urged"), Rung(0.8, "urged"), Rung(1, "breached"), Rung(2, "raised"), Rung(3, "summoned"))
"""RULES §3: urging at 50 % and 80 % and at breach; one more clock → the supervisor; two more → the summon list."""


class First(NamedTuple):
    """What is reckoned when a clock is opened."""

    due_at: datetime
    unsure: bool
    warn_at: datetime | None
    next_at: datetime | None


BREACH = 2
"""The rung at which the promise is broken."""

NEARLY = BREACH - 1
"""The rung at which it is about to break."""

LONGEST_HOLIDAY = timedelta(days=10)
"""No statutory holiday has been longer than nine days: an end reckoned without the calendar is too early by less than this."""


def limit_of(clock: Clock, case: Case, rules: Rules, *, at: datetime) -> Limit | None:
    """The line of the limit table that fits, the most particular first; None when the district sets no such limit."""
    fitting = [line for line in rules.limits if line.clock == clock and _fits(line, case)]
    best = max(fitting, key=lambda line: _particular(line, case), default=None)
    return _sooner(best, fitting, case, rules, at) if best and best.later_round else best


def _sooner(again: Limit, fitting: Sequence[Limit], case: Case, rules: Rules, at: datetime) -> Limit:
    """再办不放宽 · what its class makes urgent stays so when it is done again: of the two limits, the one that ends first."""
    of_class = [line for line in fitting if line.limit_class and not line.later_round]
    own = max(of_class, key=lambda line: _particular(line, case), default=again)
    return min(again, own, key=lambda line: rules.calendar.add(at, line.amount, Measure(line.measure)))


def _fits(line: Limit, case: Case) -> bool:
    return (
        line.limit_class in ("", _class_of(case, case.matter))
        and (line.source in ("", case.source) or _is_the_citys(line, case))
        and line.kind in ("", case.kind)
        and (not line.later_round or case.round > 1)
    )


def _is_the_citys(line: Limit, case: Case) -> bool:
    """The city's limit holds for whatever its hotline sends, under whichever name the file came."""
    return line.clock == Clock.CITY and line.source == HOTLINE and is_from_the_city(case.channel, case.source)


def _particular(line: Limit, case: Case) -> tuple[bool, bool, bool, bool, bool, int]:
    named, same = line.source != "", line.source == case.source
    return (line.later_round, named and same, named, line.kind != "", line.limit_class != "", line.version)


def _class_of(case: Case, matter: Matter | None) -> str:
    if case.urgent:
        return LimitClass.URGENT
    return matter.limit_class if matter else LimitClass.GENERAL


def promise(clock: Clock, case: Case, *, seq: int, at: datetime, due: datetime | None, rules: Rules) -> Deadline | None:
    """A new clock of that kind from now on; `due` where a file or a person set it. None when nothing sets a limit."""
    limit = None if due else limit_of(clock, case, rules, at=at)
    if due is None and limit is None:
        return None
    deadline = Deadline(
        jurisdiction=case.jurisdiction, case_id=case.pk, kind=clock, unit_id=case.unit_id, round=case.round, seq=seq,
        opened_at=at, due_at=due or at, limit=limit, calendar=rules.calendar.version,
    )  # fmt: skip
    if limit is None:
        return reckon(deadline, rules)
    deadline.amount, deadline.measure = limit.amount, limit.measure
    deadline.due_at, deadline.unsure, deadline.warn_at, deadline.next_at = _first(deadline, rules)
    return deadline


_latest: dict[tuple[str, int | None, str, datetime, WorkCalendar], First] = {}
MANY = 256


def _first(row: Deadline, rules: Rules) -> First:
    """Due instant, doubt, and when it warns: the same for every clock of that kind opened in that instant."""
    key = row.kind, row.amount, row.measure, row.opened_at, rules.calendar
    first = _latest.get(key)  # other threads may empty it meanwhile
    if first is None:
        reckon(row, rules)
        if len(_latest) >= MANY:
            _latest.clear()
        first = _latest[key] = First(row.due_at, row.unsure, row.warn_at, row.next_at)
    return first


RECKONED = ("due_at", "calendar", "unsure", "warn_at", "next_at")
"""What `reckon` sets on a row."""


def reckon(deadline: Deadline, rules: Rules) -> Deadline:
    """The due instant by this calendar, and when it warns."""
    if deadline.amount is not None:
        deadline.due_at = rules.calendar.add(deadline.opened_at, deadline.amount, Measure(deadline.measure))
    deadline.calendar = rules.calendar.version
    deadline.unsure = _is_unsure(deadline, rules)
    deadline.warn_at = None if _is_idle(deadline) or deadline.kind in SILENT else _share(deadline, NEARLY, rules)
    deadline.next_at = next_warning(deadline, rules)
    return deadline


def _is_unsure(deadline: Deadline, rules: Rules) -> bool:
    """Counted in working time beyond the last published day. A day that somebody named, or time round the clock, is sure."""
    counted = deadline.amount is not None and Measure(deadline.measure) in WORKING
    return counted and not rules.calendar.published(deadline.due_at)


def _is_idle(deadline: Deadline) -> bool:
    """Late on arrival: marked, and sets off nothing."""
    return deadline.due_at <= deadline.opened_at


def breaks_at(deadline: Deadline) -> datetime:
    """From when on the promise is broken for certain: an end that is not sure waits for the calendar, but not for ever."""
    return deadline.due_at + LONGEST_HOLIDAY if deadline.unsure else deadline.due_at


def next_warning(deadline: Deadline, rules: Rules) -> datetime | None:
    """When the keeper must look at this clock again."""
    if deadline.rung >= len(LADDER) or _is_idle(deadline):
        return None
    if deadline.kind in SILENT:
        return breaks_at(deadline) if deadline.rung <= BREACH else None
    share = LADDER[deadline.rung].share
    moment = _share(deadline, deadline.rung, rules) if share <= 1 else _after(deadline, int(share) - 1, rules)
    is_early = deadline.unsure and not rules.calendar.published(moment)
    return moment + LONGEST_HOLIDAY if is_early else moment


def _share(deadline: Deadline, rung: int, rules: Rules) -> datetime:
    """When so much of the clock has run, in its own measure."""
    measure = Measure(deadline.measure or Measure.MINUTES)
    return rules.calendar.at_fraction(deadline.opened_at, deadline.due_at, LADDER[rung].share, measure)


def _after(deadline: Deadline, times: int, rules: Rules) -> datetime:
    """So many more clocks after the due instant."""
    if deadline.amount is None:
        return deadline.due_at + (deadline.due_at - deadline.opened_at) * times
    return rules.calendar.add(deadline.due_at, deadline.amount * times, Measure(deadline.measure))
