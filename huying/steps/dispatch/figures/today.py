"""今日 · the board's own figures of this day, read from the ledger at most every twenty seconds by each process."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from huying.steps.dispatch.figures.offers import Offer, read
from huying.steps.dispatch.figures.tally import Tally, tally

FRESH = timedelta(seconds=20)
_held: list[tuple[datetime, list[Offer]]] = []
_tallied: dict[frozenset[int] | None, Tally] = {}


def tally_today(at: datetime, boards: frozenset[int] | None) -> Tally:
    """The offers of this day that hung on those boards; None is every board."""
    if not _held or not timedelta() <= at - _held[0][0] < FRESH:
        _held[:] = [(at, read(midnight(at), at + FRESH, back=timedelta()).offers)]
        _tallied.clear()
    if boards not in _tallied:
        offers = [offer for offer in _held[0][1] if boards is None or boards & set(offer.units)]
        _tallied[boards] = tally(offers)
    return _tallied[boards]


def midnight(at: datetime) -> datetime:
    """When the local day began."""
    return localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def forget() -> None:
    """Read anew: a test has begun another day."""
    _held.clear()
    _tallied.clear()
