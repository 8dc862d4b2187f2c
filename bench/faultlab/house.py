"""房子 · the real `huying run` on a port of its own: supervisor, web, live and keeper, to be killed part by part or all at once."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 120.0
LOOK = 0.05
PARTS = {"keep": "keeper", "live": "live", "web": "web"}


class House:
    """Started by `start`; `shift` moves its clock from the next start on."""

    def __init__(self, home: Path, *, port: int = 0, faults: Path | None = None) -> None:
        self.home, self.port, self.shift = home, port or free_port(), 0.0
        self._faults = faults
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    def start(self) -> None:
        """`huying run`; what it says goes to server.log."""
        self.starts += 1
        environment = os.environ | {"HUYING_HOME": str(self.home), "HUYING_CLOCK_SHIFT": str(self.shift)}
        if self._faults:
            environment["HUYING_FAULTS"] = str(self._faults)
        words = [sys.executable, "-m", "huying", "run", "--empty", "--port", str(self.port)]
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(words, stdout=log, stderr=log, env=environment, start_new_session=True)

    def wait(self, path: str = "/account/login/") -> float:
        """Until a page comes; how many seconds it took."""
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:
            if self._process is not None and self._process.poll() is not None:
                self.start()  # its port was still held by orphans of the one before; who watches over services starts it again
            elif self.roles().get("web") and self.answers(path):
                return time.monotonic() - begun
            time.sleep(LOOK)
        raise TimeoutError(f"no page after {PATIENCE} s, see {self.home / 'server.log'}")

    def answers(self, path: str = "/account/login/") -> bool:
        """Whether a page comes now."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def roles(self) -> dict[str, list[int]]:
        """The living processes by what they are: supervisor, web, worker, keeper, live."""
        found: dict[str, list[int]] = {}
        if self._process is None or self._process.poll() is not None:
            return found
        found["supervisor"] = [self._process.pid]
        for pid in children(self._process.pid):
            part = next((part for word, part in PARTS.items() if word in _command(pid)), "other")
            found.setdefault(part, []).append(pid)
            if part == "web":
                found.setdefault("worker", []).extend(children(pid))
        return found

    def kill(self, role: str, dice: random.Random) -> int:
        """kill -9 of one process that plays this part; its pid, or 0 where none lives."""
        alive = self.roles().get(role, [])
        if not alive:
            return 0
        pid = dice.choice(alive)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return pid

    def power_cut(self) -> None:
        """kill -9 of everything at once, the supervisor first, so that it restarts nothing."""
        if self._process is None:
            return
        family = [self._process.pid, *descendants(self._process.pid)]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        while any(alive(pid) for pid in family):
            time.sleep(LOOK / 5)

    def restart(self) -> float:
        """From the command to the first page."""
        self.start()
        return self.wait()

    def left_behind(self) -> list[int]:
        """Processes of this home that no power cut reached: orphans of a supervisor that was killed alone."""
        mark = f"HUYING_HOME={self.home}\0".encode()
        return [int(at.parent.name) for at in Path("/proc").glob("[0-9]*/environ") if mark in _bytes(at) and _runs(at)]

    def stop(self) -> int:
        """As Ctrl-C would; its exit code."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        return self._process.wait(60)


def free_port() -> int:
    """One with a free neighbour (live streams), outside the range from which clients' own ports are taken."""
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(20_000, 30_000, 2)
        if all(_is_free(one) for one in (port, port + 1)):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def children(pid: int) -> list[int]:
    """Of any of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def descendants(pid: int) -> list[int]:
    """Children and theirs."""
    return [one for child in children(pid) for one in (child, *descendants(child))]


def alive(pid: int) -> bool:
    """There, and more than an entry that nobody has asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _command(pid: int) -> list[str]:
    return _bytes(Path(f"/proc/{pid}/cmdline")).decode().split("\0")


def _runs(at: Path) -> bool:
    """A process of the house, alive; not whoever runs the lab."""
    pid = int(at.parent.name)
    return alive(pid) and "huying" in _command(pid)


def _bytes(at: Path) -> bytes:
    try:
        return at.read_bytes()
    except OSError:
        return b""
