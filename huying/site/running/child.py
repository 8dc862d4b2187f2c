"""子进程 · one process we watch: started, noticed when it dies, started again after a growing pause, stopped for good."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY = 10.0
"""Whoever lived so long has started well: it was killed, and is started again at once."""
KILLED_PAUSE = 1.0
"""Whoever was killed from outside did not fail by itself: it never waits longer, for clocks that ran out wait with it."""
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Child:
    """A process in a group of its own, so that all it starts can be stopped with it."""

    def __init__(
        self, name: str, command: Sequence[str], *, hangs: Callable[[int, float], str] = lambda pid, age: ""
    ) -> None:
        """`hangs`: asked of a process by its number and its age in seconds; words if it lives and does nothing."""
        self.name = name
        self._hangs = hangs
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = FIRST_PAUSE
        self._not_before = 0.0
        self.hung = ""

    @property
    def pid(self) -> int | None:
        """The running process, if it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def watch(self) -> int | None:
        """Start it when it is due; return its exit code when it has just died, else None."""
        if self._process is None:
            if time.monotonic() >= self._not_before:
                self._start()
            return None
        if words := self._hangs(self._process.pid, time.monotonic() - self._started):
            self.hung = words
            self._signal_group(signal.SIGKILL)
            self._process.wait()
        code = self._process.poll()
        if code is not None:
            self._bury(LONGEST_PAUSE if code != -signal.SIGKILL else KILLED_PAUSE)
        return code

    def ask_to_stop(self) -> None:
        """A polite word; `end` follows."""
        self._signal(signal.SIGTERM)

    def end(self, patience: float) -> None:
        """Wait a while, then insist. Nothing of its group is left."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=max(0.0, patience))
        self._signal_group(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _start(self) -> None:
        self.hung = ""
        self._started = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 the words are our own
            self._command, start_new_session=True, preexec_fn=_die_with_parent
        )

    def _bury(self, longest: float) -> None:
        """What it left running would hold the port; the next start waits longer the sooner it died, `longest` s at most."""
        self._signal_group(signal.SIGKILL)
        self._process = None
        lived = time.monotonic() - self._started
        self._pause = FIRST_PAUSE if lived > STEADY else min(self._pause * 2, longest)
        self._not_before = time.monotonic() + self._pause

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)

    def _signal_group(self, number: signal.Signals) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)


def _die_with_parent() -> None:
    """Runs in the child before its program: even if we are killed outright, it is told to stop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
