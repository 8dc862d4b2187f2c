"""The spike profile in small, on the engine of this run: every lifecycle that arrives gets through; bench/RESULTS.md has the long form."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def address() -> Iterator[str]:
    """Of a PostgreSQL of its own, or nothing: the file in the home."""
    if os.environ.get("HUYING_TEST_DATABASE") != "postgresql":
        yield ""
        return
    server = Postgres()
    server.start()
    yield server.url
    server.stop()


def spike(home: Path, address: str) -> str:
    """Three seconds of it."""
    words = [
        sys.executable,
        "-m",
        "bench.spike",
        "--home",
        str(home),
        "--cases",
        "100",
        "--minutes",
        "0.05",
        "--scale",
        "0.5",
    ]
    world = os.environ | {"HUYING_DATABASE_URL": address}
    done = subprocess.run(words, cwd=ROOT, env=world, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


@pytest.mark.xdist_group("faults")
@pytest.mark.slow
def test_everybody_gets_through_and_a_filled_home_is_not_filled_again(tmp_path: Path, address: str) -> None:
    first, second = spike(tmp_path, address), spike(tmp_path, address)
    through = [re.findall(r"\| through \| (\d+) of (\d+) = 100.00 % \|", said) for said in (first, second)]
    assert [len(found) for found in through] == [1, 1], first + second
    begun = int(through[0][0][1])
    assert begun >= 14
    cases = [
        int(number) for said in (first, second) for number in re.findall(r"\| cases in the table now \| (\d+) \|", said)
    ]
    assert cases == [100 + begun, 100 + 2 * begun]
