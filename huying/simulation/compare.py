"""对照 · the same requests under different rules: each rule with each seed in a home of its own; bands over the seeds."""

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from huying.simulation.called import Figures, Given, alone, words
from huying.simulation.plan import Plan


class Failed(RuntimeError):
    """A run ended without figures; the words are its own."""


@dataclass(frozen=True, slots=True)
class Band:
    """The mean over the seeds, the least and the most."""

    mean: float
    least: float
    most: float


def compare(
    plan: Plan, rules: Sequence[str], seeds: int, given: Given, tell: Callable[[], object]
) -> dict[str, dict[str, Band]]:
    """By rules, by figure. Two runs at a time, or as many as there are processors."""

    def one(case: tuple[str, int]) -> tuple[str, Figures]:
        found = case[0], _run(plan, *case, given)
        tell()
        return found

    wanted = [(rule, plan.seed + number) for rule in rules for number in range(seeds)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(one, wanted))
    return {rule: bands([figures for name, figures in done if name == rule]) for rule in rules}


def bands(runs: Sequence[Figures]) -> dict[str, Band]:
    """Over the seeds; a figure that a run has not is left out."""
    names = dict.fromkeys(name for figures in runs for name in figures)
    values = {name: [value for figures in runs if (value := figures[name]) is not None] for name in names}
    return {name: Band(fmean(found), min(found), max(found)) for name, found in values.items() if found}


def _run(plan: Plan, rules: str, seed: int, given: Given) -> Figures:
    """In a process with a home of its own, on SQLite, taken away afterwards."""
    with TemporaryDirectory(prefix="huying-compare-") as home:
        called = words(plan, rules, seed, given)
        ended = subprocess.run(called, env=alone(Path(home)), capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise Failed(ended.stderr.strip()[-400:])
    figures: Figures = json.loads(ended.stdout.splitlines()[-1])
    return figures
