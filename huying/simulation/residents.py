"""居民 · invented names; telephone numbers under a prefix that nobody has, so that the same voice is known again."""

from dataclasses import dataclass
from random import Random

from huying.directory.models import Area
from huying.simulation.texts.compose import given_name, surname

MOST = 10_000
FEW, SHARE = 40, 0.08
"""ASSUMED · so many residents call again and again, and make this share of all requests."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives in a village."""

    name: str
    phone: str
    village: Area


class Residents:
    """Grown as they are met: who asks for the first time is new, the frequent callers are known."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._numbers = draw.sample(range(MOST), MOST)
        self._known: list[Resident] = []

    def of(self, village: Area) -> Resident:
        """Somebody of that village: mostly somebody new."""
        often = [one for one in self._known[:FEW] if one.village.pk == village.pk]
        if often and self._draw.random() < SHARE:
            return self._draw.choice(often)
        made = Resident(self._name(), self._phone(), village)
        self._known.append(made)
        return made

    def _name(self) -> str:
        return surname(self._draw) + given_name(self._draw)

    def _phone(self) -> str:
        """More people than numbers share them, as families do."""
        return f"1380000{self._numbers[len(self._known) % MOST]:04}"
