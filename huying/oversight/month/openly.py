"""公开的率 · three rates of the whole district, for anybody. Read from the counts as they are, at most once a minute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from huying.oversight.month.contribution import DISTRICT
from huying.oversight.month.figures import rows
from huying.oversight.month.period import period
from huying.oversight.month.rates import Rate

LEAST = 10
"""Of fewer evaluations no rate is made public: it would say what single people answered."""


@dataclass(frozen=True, slots=True)
class Openly:
    """`counted` evaluations stand behind the rates of that month."""

    month: str
    counted: int
    response: Rate
    resolution: Rate
    result: Rate


def openly(at: datetime) -> Openly | None:
    """本月公开 · this month, or the one before while there is too little of this one; None if that is too little, too."""
    return _openly(int(at.timestamp()) // 60)


@lru_cache(maxsize=1)
def _openly(minute: int) -> Openly | None:
    at = datetime.fromtimestamp(minute * 60, UTC)
    return _month({}, at) or _month({"month": period({}, at=at).before}, at)


def _month(asked: Mapping[str, str], at: datetime) -> Openly | None:
    days = period(asked, at=at)
    whole = next(row for row in rows(days.first, days.last) if row.unit == DISTRICT)
    if whole.valid < LEAST:
        return None
    return Openly(days.label, whole.valid, whole.response, whole.resolution, whole.result)
