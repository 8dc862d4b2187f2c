"""率 · from counts to the rates of a period. Plain arithmetic; nothing over nothing is nothing, not zero (RULES §4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

QUESTIONS = ("solved", "service", "result")


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in per cent, two decimals half up; None when there is nothing to divide by."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        if not self.whole:
            return None
        return (Decimal(100) * self.part / self.whole).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def __str__(self) -> str:
        return "—" if self.percent is None else f"{self.percent}"


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's figures for a period, as they are shown."""

    unit: int
    received: int
    valid: int
    excluded: int
    response: Rate
    resolution: Rate
    service: Rate
    result: Rate
    basically: Mapping[str, int]

    @property
    def evaluated(self) -> int:
        """Counted and not counted together."""
        return self.valid + self.excluded


def row_of(unit: int, counts: Mapping[str, int]) -> Row:
    """The rates from the counts. "Basically" counts in full here and is shown beside; a scheme may weigh it otherwise."""
    valid = counts.get("valid", 0)
    good = {name: counts.get(f"{name}_yes", 0) + counts.get(f"{name}_basically", 0) for name in QUESTIONS}
    return Row(
        unit=unit,
        received=counts.get("received", 0),
        valid=valid,
        excluded=counts.get("excluded", 0),
        response=Rate(counts.get("contacted", 0), valid),
        resolution=Rate(good["solved"], valid),
        service=Rate(good["service"], valid),
        result=Rate(good["result"], valid),
        basically={name: counts.get(f"{name}_basically", 0) for name in QUESTIONS},
    )
