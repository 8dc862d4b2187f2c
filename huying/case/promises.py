"""时限的约定 · from a clock's kind and the rules in force to the row that holds the promise."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from huying.case.clocks import SILENT, Clock
from huying.case.models import Case, Deadline
from huying.directory.models import Limit, LimitClass, Matter
from huying.directory.reckoning import Rules
from huying.kit.worktime import Measure, WorkCalendar


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
    next_at: datetime | None


BREACH = 2
"""The rung at which the promise is broken."""


def limit_of(clock: Clock, case: Case, rules: Rules) -> Limit | None:
    """The line of the limit table that fits, the most particular first; None when the district sets no such limit."""
    fitting = [line for line in rules.limits if line.clock == clock and _fits(line, case)]
    return max(fitting, key=_particular, default=None)


def _fits(line: Limit, case: Case) -> bool:
    return (
        line.limit_class in ("", _class_of(case, case.matter))
        and line.source in ("", case.source)
        and line.kind in ("", case.kind)
        and (not line.later_round or case.round > 1)
    )


def _particular(line: Limit) -> tuple[bool, bool, bool, bool, int]:
    return (line.later_round, line.source != "", line.kind != "", line.limit_class != "", line.version)


def _class_of(case: Case, matter: Matter | None) -> str:
    if case.urgent:
        return LimitClass.URGENT
    return matter.limit_class if matter else LimitClass.GENERAL


def promise(clock: Clock, case: Case, *, seq: int, at: datetime, due: datetime | None, rules: Rules) -> Deadline | None:
    """A new clock of that kind from now on; `due` where a file or a person set it. None when nothing sets a limit."""
    limit = None if due else limit_of(clock, case, rules)
    if due is None and limit is None:
        return None
    deadline = Deadline(
        jurisdiction=case.jurisdiction, case_id=case.pk, kind=clock, unit_id=case.unit_id, round=case.round, seq=seq,
        opened_at=at, due_at=due or at, limit=limit, calendar=rules.calendar.version,
    )  # fmt: skip
    if limit is None:
        return reckon(deadline, rules)
    deadline.amount, deadline.measure = limit.amount, limit.measure
    deadline.due_at, deadline.unsure, deadline.next_at = _first(clock, limit.amount, limit.measure, at, rules.calendar)
    return deadline


@lru_cache(maxsize=256)
def _first(clock: Clock, amount: int, measure: str, at: datetime, calendar: WorkCalendar) -> First:
    """Due instant, doubt and first warning: the same for every clock of that kind opened in that instant."""
    row = Deadline(kind=clock, amount=amount, measure=measure, opened_at=at, due_at=at)
    reckon(row, Rules(calendar, (), at))
    return First(row.due_at, row.unsure, row.next_at)


def reckon(deadline: Deadline, rules: Rules) -> Deadline:
    """The due instant by this calendar, and the next warning."""
    if deadline.amount is not None:
        deadline.due_at = rules.calendar.add(deadline.opened_at, deadline.amount, Measure(deadline.measure))
    deadline.calendar = rules.calendar.version
    deadline.unsure = not rules.calendar.published(deadline.due_at)
    deadline.next_at = next_warning(deadline, rules)
    return deadline


def next_warning(deadline: Deadline, rules: Rules) -> datetime | None:
    """When the keeper must look at this clock again. A clock that was late on arrival is marked, and sets off nothing."""
    if deadline.rung >= len(LADDER) or deadline.due_at <= deadline.opened_at:
        return None
    if deadline.kind in SILENT:
        return deadline.due_at if deadline.rung <= BREACH else None
    share = LADDER[deadline.rung].share
    if share <= 1:
        measure = Measure(deadline.measure or Measure.MINUTES)
        return rules.calendar.at_fraction(deadline.opened_at, deadline.due_at, share, measure)
    return _after(deadline, int(share) - 1, rules)


def _after(deadline: Deadline, times: int, rules: Rules) -> datetime:
    """So many more clocks after the due instant."""
    if deadline.amount is None:
        return deadline.due_at + (deadline.due_at - deadline.opened_at) * times
    return rules.calendar.add(deadline.due_at, deadline.amount * times, Measure(deadline.measure))
