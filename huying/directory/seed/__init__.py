"""起始数据 · what a new installation begins with: the statutory calendar and the default limits. Both are edited afterwards."""

from huying.directory.seed.calendar import seed_calendar
from huying.directory.seed.limits import seed_limits

__all__ = ["seed_calendar", "seed_limits"]
