"""Everything that RESULTS.md holds, one after another, each in a process of its own: `make bench`, or `python -m bench NAME …`."""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.place import say
from tests.postgres import Postgres

PYTHON = [sys.executable, "-m"]


def ledger() -> None:
    """Deeds and their verification."""
    subprocess.run([*PYTHON, "bench.ledger"], check=True)


def gaming() -> None:
    """A hundred thousand histories, none of which may look better than the rules give."""
    subprocess.run([*PYTHON, "bench.gaming"], check=True)


def tampering() -> None:
    """Eleven kinds of tampering, twenty times each."""
    subprocess.run([*PYTHON, "bench.tampering"], check=True)


def http_sqlite() -> None:
    """Over HTTP, SQLite FULL."""
    subprocess.run([*PYTHON, "bench.http"], check=True)


def lifecycle() -> None:
    """From the door to the result, over HTTP."""
    subprocess.run([*PYTHON, "bench.lifecycle"], check=True)


def spike() -> None:
    """DIGIT's spike profile, open loop, then doubled until it breaks."""
    subprocess.run([*PYTHON, "bench.spike", "--scale", "1", "2", "4"], check=True)


def board() -> None:
    """A thousand open streams of the claim board."""
    subprocess.run([*PYTHON, "bench.board"], check=True)


def http_postgresql() -> None:
    """Over HTTP, PostgreSQL on the same machine."""
    server = Postgres()
    server.start()
    try:
        subprocess.run([*PYTHON, "bench.http"], check=True, env=os.environ | {"HUYING_DATABASE_URL": server.url})
    finally:
        server.stop()


def importing() -> None:
    """A city platform's file of 128,278 rows through the verb."""
    with tempfile.TemporaryDirectory() as folder:
        file, home = Path(folder) / "city.xlsx", os.environ | {"HUYING_HOME": folder, "HUYING_DATABASE_URL": ""}
        subprocess.run([sys.executable, "bench/make_city_file.py", str(file)], check=True)
        subprocess.run([*PYTHON, "huying", "migrate"], check=True, env=home)
        rows = [_imported(f"import, {nth} time", file, home) for nth in ("first", "second")]
        say("Import", [row for pair in rows for row in pair])


def _imported(name: str, file: Path, home: dict[str, str]) -> list[tuple[str, str]]:
    begun = time.perf_counter()
    run = subprocess.run(
        [*PYTHON, "huying", "import", str(file), "--json", "--yes"], check=True, env=home, stdout=subprocess.PIPE
    )
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    last = run.stdout.decode().strip().splitlines()[-1]
    rows = int(re.findall(r'"rows":\s*(\d+)', last)[0])
    return [(name, f"{took:.0f} s, {rows / took:,.0f} rows/s, {last}"), (f"{name}, largest process", f"{peak} MB")]


def millions() -> None:
    """A million cases, and how every page reads them: twenty simulated weeks, laid down again and again; some 14 GB for a while."""
    with tempfile.TemporaryDirectory() as folder:
        base, home = Path(folder) / "base", Path(folder) / "home"
        sqlite = os.environ | {"HUYING_HOME": str(base), "HUYING_DATABASE_URL": ""}
        simulate = [*PYTHON, "huying", "simulate", "--days", "140", "--cases", "7335", "--seed", "1"]
        fill = [*PYTHON, "bench.millions", "--from", str(base), "--to", str(home)]
        for command in (simulate, fill, [*PYTHON, "bench.reading", "--home", str(home), "--inside"]):
            subprocess.run(command, check=True, env=sqlite)


def start() -> None:
    """From the command to the first page: first with a new home, then again."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            (name, f"{_first_page(folder):.1f} s") for name in ("first start, demo district loaded", "second start")
        ]
    say("Time to the first page", rows)


def _first_page(home: str) -> float:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*PYTHON, "huying", "run", "--port", "8973"], env=os.environ | {"HUYING_HOME": home}, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    while "8973" not in process.stdout.readline().decode():
        assert process.poll() is None, "it did not start"
    took = time.perf_counter() - begun
    process.terminate()
    process.communicate(timeout=30)
    return took


PARTS: dict[str, Callable[[], None]] = {
    "start": start,
    "ledger": ledger,
    "http-sqlite": http_sqlite,
    "lifecycle": lifecycle,
    "spike": spike,
    "board": board,
    "http-postgresql": http_postgresql,
    "import": importing,
    "gaming": gaming,
    "tampering": tampering,
    "millions": millions,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
