"""Short forms of the faultlab's scenarios: the same command that takes an hour, with small numbers, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = "postgresql" if os.environ.get("HUYING_TEST_DATABASE") == "postgresql" else "sqlite"
SEED = 20261122


def played(scenario: str, *numbers: str, database: str = ENGINE) -> str:
    """What it says; nothing may be broken."""
    words = [sys.executable, "-m", "bench.faultlab", scenario, "--seed", str(SEED), "--database", database, *numbers]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "| broken invariants | 0 |" in done.stdout
    return done.stdout
