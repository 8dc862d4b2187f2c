"""市级时限 · the city's own clock, shown beside ours wherever ours is shown (WZ3)."""

from collections.abc import Sequence

from huying.case.clocks import Clock
from huying.case.models import Deadline


def city_clocks(cases: Sequence[int]) -> dict[int, Deadline]:
    """Of these cases, by case, while it runs: one query, none for no cases."""
    rows = Deadline.objects.filter(case__in=cases, kind=Clock.CITY, ended_at=None) if cases else ()
    return {row.case_id: row for row in rows}
