"""一遍 · one set of rules with one seed, in a process that we can look at and kill."""

import contextlib
import json
import subprocess
import time
from pathlib import Path

from huying.simulation.called import Figures, Given, alone, words
from huying.simulation.models import Trial
from huying.simulation.plan import Plan
from huying.simulation.trials import files

LONGEST = 2 * 3600.0
"""Seconds: whatever takes longer is stopped, and said."""

TOLD = 400


class Running:
    """Started at once. Its standard input is a pipe that breaks when we die, and then it ends."""

    def __init__(self, trial: Trial, rules: str, seed: int, given: Given) -> None:
        self.rules, self.seed, self._cases = rules, seed, max(1, trial.cases)
        home = files.fresh_home()
        self._out, self._err = home / "figures", home / "words"
        plan = Plan(trial.first, trial.days, trial.cases, seed)
        called = [*words(plan, files.written(trial, rules), seed, given), "--child"]
        self._began = time.monotonic()
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(  # noqa: S603 the words are our own
                called, env=alone(home), stdin=subprocess.PIPE, stdout=out, stderr=err
            )

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_over(self) -> bool:
        return self._process.poll() is not None

    @property
    def share(self) -> float:
        """Of its requests so many have come; the rest of its life is short."""
        told = _last(self._out)
        return min(0.99, int(told) / self._cases) if told.isdigit() else 0.0

    def figures(self) -> Figures | None:
        """None where it failed. It is over, so its pipe is of no use any more."""
        self._close()
        if self._process.returncode:
            return None
        with contextlib.suppress(ValueError):
            found: Figures = json.loads(_last(self._out))
            return found
        return None

    def words(self) -> str:
        """What it said at last."""
        return self._err.read_text("utf-8", "replace").strip()[-TOLD:] if self._err.exists() else ""

    def kill(self) -> None:
        """At once, and nothing is left of it."""
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()


def _last(file: Path) -> str:
    """The last whole line."""
    lines = file.read_text("utf-8", "replace").split("\n")[:-1] if file.exists() else []
    return lines[-1] if lines else ""
