"""对照 · the same requests under different rules: each rule with each seed in a home of its own; bands over the seeds."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from huying.simulation.plan import Plan

Figures = Mapping[str, float | None]


class Failed(RuntimeError):
    """A run ended without figures; the words are its own."""


@dataclass(frozen=True, slots=True)
class Band:
    """The mean over the seeds, the least and the most."""

    mean: float
    least: float
    most: float


def compare(
    plan: Plan, rules: Sequence[str], seeds: int, directory: Path | None, tell: Callable[[], object]
) -> dict[str, dict[str, Band]]:
    """By rules, by figure. Two runs at a time, or as many as there are processors."""

    def one(case: tuple[str, int]) -> tuple[str, Figures]:
        found = case[0], _run(plan, *case, directory)
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


def _run(plan: Plan, rules: str, seed: int, directory: Path | None) -> Figures:
    """In a process with a home of its own, on SQLite, taken away afterwards."""
    words = ["--days", plan.days, "--cases", plan.cases, "--seed", seed, "--from", plan.first, "--figures"]
    words += ["--rules", rules] if rules else []
    words += ["--directory", directory] if directory else []
    with TemporaryDirectory(prefix="huying-compare-") as home:
        called = [sys.executable, "-m", "huying", "simulate", *map(str, words)]
        ended = subprocess.run(called, env=_alone(home), capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise Failed(ended.stderr.strip()[-400:])
    figures: Figures = json.loads(ended.stdout.splitlines()[-1])
    return figures


def _alone(home: str) -> dict[str, str]:
    """Never the database of this place."""
    kept = {name: value for name, value in os.environ.items() if name != "HUYING_DATABASE_URL"}
    return kept | {"HUYING_HOME": home, "HUYING_LOG": str(Path(home) / "log.jsonl")}
