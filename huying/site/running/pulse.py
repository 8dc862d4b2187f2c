"""脉搏 · a process that hangs is not dead: what it is doing, and since when, stands in a small file that whoever started it reads.

The time is that of the machine's uptime, which no clock that is set jumps and which stands still while a laptop sleeps.
"""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BETWEEN = "-"
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Felt:
    """Which process, at what, and how many seconds ago it said so."""

    pid: int
    job: str
    age: float


class Pulse:
    """One loop's file, written over in its place and without a sync: a full disk does not make a living loop look dead."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def beat(self, job: str = BETWEEN) -> None:
        """Said before each job, and in between."""
        line = f"{os.getpid()} {time.monotonic()} {job}".ljust(WIDTH)[:WIDTH]
        with suppress(OSError):
            os.pwrite(self._open(), line.encode(), 0)

    def _open(self) -> int:
        if self._file is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        return self._file

    def feel(self) -> Felt | None:
        """What was said last; nothing where nobody ever did."""
        try:
            pid, at, job = self._path.read_text().split(" ", 2)
            return Felt(int(pid), job.strip(), time.monotonic() - float(at))
        except (FileNotFoundError, ValueError):
            return None
