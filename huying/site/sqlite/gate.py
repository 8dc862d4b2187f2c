"""写门 · one writer at a time, first come first served, across threads and processes.

SQLite lets one transaction write and makes the others guess when to try again; under load the guessing starves some of
them for seconds. So writers queue here first: threads in a line of their own, then one thread of each process at two
locked files. Whoever waits next holds `.queue`, whoever writes holds `.gate`; a process that has just left the gate
finds the queue taken by the other one, and so they alternate. A process keeps the gate for its own next thread, but
only for a few milliseconds. The system frees both locks when a process dies.
"""

import fcntl
import os
import threading
import time
from collections import deque
from pathlib import Path

FIRST_PAUSE = 0.0001
LONGEST_PAUSE = 0.002
TURN = 0.005


class GateTimeout(Exception):
    """The gate did not open in time."""


class Line:
    """Threads of this process, served in the order they came."""

    def __init__(self) -> None:
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False
        self._guard = threading.Lock()

    def enter(self, timeout: float) -> None:
        """Wait for one's turn."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        if not turn.acquire(timeout=timeout):
            self._give_up(turn)

    def hand_over(self) -> bool:
        """Give the turn to whoever has waited longest, if anybody waits."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
                return True
            return False

    def leave(self) -> None:
        """Give up the turn, to the next one or to nobody."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _give_up(self, turn: threading.Lock) -> None:
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise GateTimeout
        # The turn came in the very moment we stopped waiting for it: it is ours.


class FileLock:
    """An flock that waits with a limit; one thread of the process uses it at a time."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def acquire(self, until: float) -> None:
        """Ask again at growing pauses: a blocking flock could not be given up."""
        pause = FIRST_PAUSE
        while not self._taken():
            if time.monotonic() >= until:
                raise GateTimeout
            time.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)

    def release(self) -> None:
        """Open it for the next."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Forget the file, as a forked child must: its copy would share the parent's lock."""
        os.close(self._file)

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class Gate:
    """The gate of one database file, in this process."""

    def __init__(self, database: str) -> None:
        self._line = Line()
        self._queue = FileLock(Path(f"{database}.queue"))
        self._gate = FileLock(Path(f"{database}.gate"))
        self._ours_until: float | None = None

    def enter(self, timeout: float) -> None:
        """Wait until nobody else writes; `GateTimeout` after so many seconds."""
        until = time.monotonic() + timeout
        self._line.enter(timeout)
        if self._ours_until is None:
            self._enter_file(until)

    def leave(self) -> None:
        """Let the next one in: our own next thread while our turn lasts, then the other processes."""
        if self._ours_until and time.monotonic() < self._ours_until and self._line.hand_over():
            return
        self._ours_until = None
        self._gate.release()
        self._line.leave()

    def forget(self) -> None:
        """Drop what a forked child inherited."""
        self._queue.close()
        self._gate.close()

    def _enter_file(self, until: float) -> None:
        try:
            self._queue.acquire(until)
            try:
                self._gate.acquire(until)
            finally:
                self._queue.release()
        except BaseException:
            self._line.leave()
            raise
        self._ours_until = time.monotonic() + TURN


_gates: dict[str, Gate] = {}
_gates_guard = threading.Lock()


def gate_of(database: str) -> Gate:
    """The one gate this process has for that file."""
    with _gates_guard:
        path = os.path.realpath(database)
        if path not in _gates:
            _gates[path] = Gate(path)
        return _gates[path]


def _forget_after_fork() -> None:
    global _gates_guard
    _gates_guard = threading.Lock()
    for gate in _gates.values():
        gate.forget()
    _gates.clear()


os.register_at_fork(after_in_child=_forget_after_fork)
