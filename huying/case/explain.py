"""说明 · why a clock ends when it ends: the rule, its version and source, the calendar, the days that were counted."""

from dataclasses import dataclass
from datetime import date, datetime

from huying.case.models import Deadline
from huying.directory.reckoning import calendar_of
from huying.kit.worktime import Measure, WorkCalendar


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a page needs to show how a due instant came about. `used` is the share of the clock that has run, 0 to 1 and over."""

    clock: str
    opened_at: datetime
    due_at: datetime
    ended_at: datetime | None
    kept: bool | None
    amount: int | None
    measure: str
    basis: str
    rule_version: int | None
    calendar_version: int
    days: list[date]
    unsure: bool
    used: float

    @property
    def in_time(self) -> bool | None:
        """Kept before the due instant; None while it runs or was dropped."""
        return None if not self.kept or self.ended_at is None else self.ended_at <= self.due_at

    @property
    def percent(self) -> int:
        """`used` for a bar, 0 to 100."""
        return min(100, round(self.used * 100))


def explain(row: Deadline, *, at: datetime) -> Explanation:
    """The explanation of one clock, by the calendar that made it, not by today's; fetch the row with its `limit`."""
    limit, measure, calendar = row.limit, Measure(row.measure or Measure.MINUTES), calendar_of(row.calendar)
    return Explanation(
        clock=row.get_kind_display(),
        opened_at=row.opened_at,
        due_at=row.due_at,
        ended_at=row.ended_at,
        kept=row.kept,
        amount=row.amount,
        measure=row.get_measure_display(),
        basis=limit.basis if limit else "",
        rule_version=limit.version if limit else None,
        calendar_version=row.calendar,
        days=calendar.counted(row.opened_at, row.due_at) if measure is Measure.WORK_DAYS else [],
        unsure=row.unsure,
        used=_used(row, row.ended_at or at, measure, calendar),
    )


def _used(row: Deadline, until: datetime, measure: Measure, calendar: WorkCalendar) -> float:
    whole = calendar.elapsed(row.opened_at, row.due_at, measure)
    return calendar.elapsed(row.opened_at, until, measure) / whole if whole > 0 else 1.0
