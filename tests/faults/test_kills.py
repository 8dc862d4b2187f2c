"""What was acknowledged survives kill -9 at every point, on the engine of this run; the long form is in bench/RESULTS.md."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = "postgresql" if os.environ.get("HUYING_TEST_DATABASE") == "postgresql" else "sqlite"


def faultlab(*words: str) -> subprocess.CompletedProcess[str]:
    """A scenario in a process, a home and a database of its own; on failure it says its seed and where it kept them."""
    command = [sys.executable, "-m", "bench.faultlab", *words, "--database", ENGINE]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.xdist_group("faults")
@pytest.mark.slow
def test_nothing_is_lost_or_doubled_by_sixty_kills() -> None:
    run = faultlab("kills", "--operations", "2000", "--kills", "60")
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]
    assert "| broken invariants | 0 |" in run.stdout
