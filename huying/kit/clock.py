"""The wall clock 时钟: the only place that looks at it. Doors call `now()`; everything behind them is handed `at`."""

import os
from datetime import UTC, datetime, timedelta

SHIFT = "HUYING_CLOCK_SHIFT"


def now() -> datetime:
    """Tell the time in UTC, moved by HUYING_CLOCK_SHIFT seconds for demonstrations and fault tests."""
    return datetime.now(UTC) + timedelta(seconds=float(os.environ.get(SHIFT) or 0))
