"""主机 · machines with a network between them: network namespaces on a bridge, or, where these are not allowed, loopback addresses."""

import contextlib
import os
import random
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bench.faultlab.house import descendants

NAMES = ("db", "web1", "web2", "keep1", "keep2")


@dataclass
class Host:
    """One machine: its address, what is put before a command that runs on it, and what runs there."""

    name: str
    address: str
    within: list[str]
    home: Path = Path()
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self, words: list[str], environment: dict[str, str]) -> None:
        """A program on this machine; what it says goes to a file beside its home."""
        with (self.home / "said.log").open("ab") as log:
            own = os.environ | environment | {"HUYING_HOME": str(self.home)}
            self.running.append(subprocess.Popen([*self.within, *words], stdout=log, stderr=log, env=own))

    def pids(self) -> list[int]:
        """Everything that lives on it."""
        found = [one.pid for one in self.running if one.poll() is None]
        return [pid for one in found for pid in (one, *descendants(one))]

    def kill(self) -> int:
        """As a power cut; how many processes died."""
        pids = self.pids()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for one in self.running:
            one.wait()
        self.running.clear()
        return len(pids)


class Loopback:
    """Addresses of this machine alone: nothing can be cut off or slowed down, but each host has its own."""

    cuts = False
    said = "loopback addresses"

    def __init__(self, delay: float = 0) -> None:
        net = f"127.{random.SystemRandom().randrange(1, 250)}.{random.SystemRandom().randrange(250)}"
        self.hosts = {name: Host(name, f"{net}.{number}", []) for number, name in enumerate(NAMES, 2)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for host in self.hosts.values():
            host.kill()

    def cut(self, name: str) -> None:
        """Not here."""

    def heal(self, name: str) -> None:
        """Not here."""


class Namespaces(Loopback):
    """Each host has a network of its own, and a cable to a bridge; who asks for pages sits at the bridge."""

    cuts = True

    def __init__(self, delay: float = 0) -> None:
        super().__init__(delay)
        self._mark, self._delay = f"hy{os.getpid() % 10_000}", delay
        self._net = f"10.{random.SystemRandom().randrange(64, 250)}.{random.SystemRandom().randrange(250)}"
        for number, (name, host) in enumerate(self.hosts.items(), 2):
            host.address, host.within = f"{self._net}.{number}", ["ip", "netns", "exec", self._of(name)]

    def __enter__(self) -> Self:
        bridge = self._of("br")
        _ip("link", "add", bridge, "type", "bridge")
        _ip("addr", "add", f"{self._net}.1/24", "dev", bridge)
        _ip("link", "set", bridge, "up")
        try:
            for host in self.hosts.values():
                self._plug(host, bridge)
        except BaseException:
            self.__exit__()
            raise
        self.said = f"network namespaces, {self._delay} ms" if self._delay else "network namespaces, no added delay"
        return self

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        for words in [("netns", "del", self._of(name)) for name in self.hosts] + [("link", "del", self._of("br"))]:
            with contextlib.suppress(subprocess.CalledProcessError):
                _ip(*words)

    def cut(self, name: str) -> None:
        """Its cable is out: nothing comes, nothing goes, nobody is told."""
        _ip("link", "set", self._of(name), "down")

    def heal(self, name: str) -> None:
        """Its cable is in again."""
        _ip("link", "set", self._of(name), "up")

    def _plug(self, host: Host, bridge: str) -> None:
        space, cable = self._of(host.name), self._of(host.name)
        _ip("netns", "add", space)
        _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space)
        _ip("link", "set", cable, "master", bridge, "up")
        _ip("-n", space, "addr", "add", f"{host.address}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            _ip("-n", space, "link", "set", device, "up")
        if self._delay:
            words = ["tc", "-n", space, "qdisc", "add", "dev", "eth0", "root", "netem", "delay", f"{self._delay}ms"]
            if subprocess.run(words, check=False, capture_output=True).returncode:
                self._delay = 0  # a kernel without netem

    def _of(self, name: str) -> str:
        return f"{self._mark}{name}"


def may_be_namespaces() -> bool:
    """Whether this machine lets us."""
    probe = f"hyp{os.getpid()}"
    try:
        _ip("netns", "add", probe)
        _ip("netns", "del", probe)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
