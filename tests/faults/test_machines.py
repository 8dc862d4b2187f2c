"""几台机器 · two web machines and two keepers at one database: whoever dies or is cut off, nothing is done twice."""

import subprocess
import sys

import pytest

from tests.faults.short import ENGINE, ROOT, SEED


@pytest.mark.skipif(ENGINE != "postgresql", reason="SQLite is a file of one machine")
def test_nothing_is_done_twice() -> None:
    """In network namespaces where they are allowed, else at addresses of this machine."""
    numbers = ["--operations", "60", "--seconds", "66", "--clients", "3", "--twins", "6"]
    words = [sys.executable, "-m", "bench.machines", "--seed", str(SEED), *numbers]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "| broken invariants | 0 |" in done.stdout
    assert "| one key at both machines at once, so many times | 6 |" in done.stdout
