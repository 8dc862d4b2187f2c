"""计数 · how many requests were answered, how, and how quickly: one small file that all workers add to, and that outlives them."""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

BOUNDS = (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
"""Milliseconds; slower ones are counted beyond the last."""

CLASSES = ("2xx", "3xx", "4xx", "5xx")
SLOTS = struct.Struct(f"<{len(CLASSES) + len(BOUNDS) + 3}Q")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted: by class of status, by bound (the last: beyond), milliseconds and queries in all."""

    classes: tuple[int, ...]
    bounds: tuple[int, ...]
    ms: int
    queries: int


class Counts:
    """The file; opened anew in each process, for a forked one would share its parent's lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()
        self._opened: tuple[int, int, mmap.mmap] | None = None

    def add(self, status: int, ms: float, queries: int) -> None:
        """One request. Counting never stops one."""
        bound = next((n for n, most in enumerate(BOUNDS) if ms <= most), len(BOUNDS))
        with suppress(OSError, ValueError), self._slots() as slots:
            values = list(SLOTS.unpack_from(slots))
            for slot, more in _added(status, bound, ms, queries):
                values[slot] += more
            SLOTS.pack_into(slots, 0, *values)

    def read(self) -> Seen:
        """All so far."""
        values = (0,) * (SLOTS.size // 8)
        with suppress(OSError, ValueError), self._slots() as slots:
            values = SLOTS.unpack_from(slots)
        first, last = len(CLASSES), len(CLASSES) + len(BOUNDS) + 1
        return Seen(values[:first], values[first:last], values[last], values[last + 1])

    @contextmanager
    def _slots(self) -> Iterator[mmap.mmap]:
        with self._thread:
            file, slots = self._open()
            fcntl.flock(file, fcntl.LOCK_EX)
            try:
                yield slots
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _open(self) -> tuple[int, mmap.mmap]:
        if self._opened is None or self._opened[0] != os.getpid():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            os.ftruncate(file, SLOTS.size)
            self._opened = os.getpid(), file, mmap.mmap(file, SLOTS.size)
        return self._opened[1], self._opened[2]


def _added(status: int, bound: int, ms: float, queries: int) -> list[tuple[int, int]]:
    first, last = len(CLASSES), len(CLASSES) + len(BOUNDS) + 1
    return [(min(max(status // 100, 2), 5) - 2, 1), (first + bound, 1), (last, round(ms)), (last + 1, queries)]
