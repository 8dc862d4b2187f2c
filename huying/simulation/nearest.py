"""最近的事项 · under another list the same request falls under the matter whose name is nearest."""

from collections.abc import Iterable, Mapping
from functools import cache

from huying.directory.models import Matter
from huying.simulation.demand import Demand


class Nearest:
    """By the full name, else the last name, else the most pairs of characters that both names have."""

    def __init__(self, matters: Iterable[Matter]) -> None:
        self.all = list(matters)
        self._by_name = {matter.name: matter for matter in reversed(self.all)}
        self._by_full = {matter.full_name: matter for matter in reversed(self.all)}
        self._near = cache(self._nearest)

    def of(self, full_name: str) -> Matter:
        """Always one: a list has a line at least."""
        last = full_name.rpartition("/")[2]
        return self._by_full.get(full_name) or self._by_name.get(last) or self._near(full_name)

    def _nearest(self, full_name: str) -> Matter:
        wanted = _pairs(full_name)
        return max(self.all, key=lambda matter: _likeness(wanted, _pairs(matter.full_name)))


@cache
def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[start : start + 2] for start in range(len(name) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def under(demands: Iterable[Demand], matters: Mapping[int, Matter]) -> list[Demand]:
    """另一份清单 · the same requests, sorted by this list."""
    known, sorted_anew = Nearest(matters.values()), list(demands)
    for demand in sorted_anew:
        demand.matter = matters.get(demand.matter.pk) or known.of(demand.matter.full_name)
    return sorted_anew
