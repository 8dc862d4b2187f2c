"""算 · from offers to figures. Pure arithmetic; each figure says what it is, here and on the page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from huying.steps.dispatch.figures.offers import End, Offer


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of the table.

    `offered` 发布: offers made in the period (for a unit: those that hung on its board). `claimed` 认领: those claimed
    (for a unit: by the unit itself). `missed` 流拍: those that ran out and were assigned by rule. `other` 其他: claimed by
    another unit, assigned early, withdrawn; they count neither for nor against. `running` 在抢: still open.
    """

    offered: int
    claimed: int
    missed: int
    other: int
    running: int
    median_minutes: float | None
    median_wait: float | None

    @property
    def rate(self) -> float | None:
        """认领率 · claimed ÷ (claimed + missed); None where nothing was settled either way."""
        settled = self.claimed + self.missed
        return self.claimed / settled if settled else None

    def saved(self, plain: float | None) -> float | None:
        """节省 · the median wait of plain assignment less the median wait until a claim, in minutes a case."""
        return None if plain is None or self.median_wait is None else plain - self.median_wait


def tally(offers: Iterable[Offer], *, unit: int | None = None) -> Tally:
    """All of them, or as one unit's board saw them."""
    seen = [offer for offer in offers if unit is None or unit in offer.units]
    claimed = [offer for offer in seen if offer.end is End.CLAIMED and (unit is None or offer.winner == unit)]
    missed = sum(offer.end is End.MISSED for offer in seen)
    running = sum(offer.end is End.OPEN for offer in seen)
    other = len(seen) - len(claimed) - missed - running
    return Tally(
        len(seen), len(claimed), missed, other, running,
        middle(offer.minutes for offer in claimed), middle(offer.waited for offer in claimed),
    )  # fmt: skip


def middle(values: Iterable[float | None]) -> float | None:
    """中位数 · half took less, half took more. None where there is nothing to take the middle of."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


WHICH: dict[str, Callable[[Offer, int | None], bool]] = {
    "offered": lambda offer, unit: True,
    "claimed": lambda offer, unit: offer.end is End.CLAIMED and unit in (None, offer.winner),
    "missed": lambda offer, unit: offer.end is End.MISSED,
    "other": lambda offer, unit: (
        offer.end is End.OTHER or (offer.end is End.CLAIMED and unit not in (None, offer.winner))
    ),
    "running": lambda offer, unit: offer.end is End.OPEN,
}
"""Each figure's own offers: what it opens to."""


def behind(offers: Sequence[Offer], which: str, *, unit: int | None = None) -> list[Offer]:
    """The offers that a figure counts."""
    return [offer for offer in offers if (unit is None or unit in offer.units) and WHICH[which](offer, unit)]
