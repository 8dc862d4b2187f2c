"""宽窄 · how much a branch of units sees: which of two ways of asking the database is the quick one.

Listing what was shared with a village first, then fetching it, costs a millisecond; for a town's leader it would list half
the table before the first row, where asking of each case, newest first, finds a page at once. Both ways find the same cases.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

if TYPE_CHECKING:
    from huying.case.models import Share

MANY = 30_000
"""Up to so many shares, listing them first is the quicker way (measured at a million cases)."""

FRESH = timedelta(minutes=10)

_known: dict[str, tuple[bool, datetime]] = {}


def is_broad(branch: str, shares: "QuerySet[Share]", *, at: datetime) -> bool:
    """Whether that unit or branch of units has many shares; counted no further than needed, and remembered for a while."""
    known = _known.get(branch)
    if known is None or abs(at - known[1]) > FRESH:
        known = _known[branch] = (shares[: MANY + 1].count() > MANY, at)
    return known[0]


def forget() -> None:
    """Count again: a test has filled the table."""
    _known.clear()
