"""督办 · what a person has already done about a case today: nothing is said twice."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from huying.case.models import Case


def done_today(case: Case, deed: str, *, at: datetime, **facts: Any) -> bool:
    """Whether a person, not the keeper, wrote such a line with these facts on this local day."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = case.entries.filter(deed=deed, voice="", at__gte=midnight)
    return any(all(row.facts.get(name) == value for name, value in facts.items()) for row in rows)
