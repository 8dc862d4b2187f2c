"""习惯 · diligent and lazy units: drawn once for each, and all that follows from it. ASSUMED throughout."""

from dataclasses import dataclass
from random import Random

from huying.directory.models import Unit
from huying.simulation.plan import Plan

LAZY = 0.18
"""The share of units that take it easy."""


@dataclass(frozen=True, slots=True)
class Habits:
    """`zeal` from 0 to 1."""

    zeal: float

    @property
    def claims(self) -> float:
        """How likely somebody of the group claims what is the unit's own."""
        return 0.7 + 0.28 * self.zeal

    @property
    def slow(self) -> float:
        """By how much everything takes longer."""
        return 2.2 - 1.3 * self.zeal

    @property
    def solves(self) -> float:
        """How often the resident says that it is solved."""
        return 0.74 + 0.21 * self.zeal

    @property
    def sleeps(self) -> float:
        """How often a case lies until somebody urges."""
        return 0.12 * (1 - self.zeal)


def habits_of(unit: Unit, plan: Plan) -> Habits:
    """By its code: the same in every run of a seed."""
    return Habits(_zeal(plan.draw(f"unit {unit.code}")))


def _zeal(draw: Random) -> float:
    return draw.uniform(0.1, 0.4) if draw.random() < LAZY else draw.uniform(0.65, 1.0)
