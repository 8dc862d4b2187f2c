"""另起一遍 · how one run is called: `huying simulate` in a process with a home of its own, never with the database of this place."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from huying.simulation.plan import Plan

KEPT = ("HUYING_JURISDICTION", "HUYING_ZONE")
"""Of our own settings only these go along: another home, another database, other anchors."""

Figures = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Given:
    """The files that a run reads: the directory of this home, and the arrivals of its past."""

    directory: Path | None = None
    arrivals: Path | None = None


def words(plan: Plan, rules: str, seed: int, given: Given) -> list[str]:
    """The command."""
    called = ["--days", plan.days, "--cases", plan.cases, "--seed", seed, "--from", plan.first, "--figures"]
    called += ["--rules", rules] if rules else []
    called += ["--directory", given.directory] if given.directory else []
    called += ["--arrivals", given.arrivals] if given.arrivals else []
    return [sys.executable, "-m", "huying", "simulate", *map(str, called)]


def alone(home: Path) -> dict[str, str]:
    """The surroundings of a run."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT or not name.startswith("HUYING_")}
    return kept | {"HUYING_HOME": str(home), "HUYING_LOG": str(home / "log.jsonl")}
