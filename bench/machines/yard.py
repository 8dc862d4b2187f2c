"""机房 · a lab whose house stands on several machines: the database is partitioned, and every program connects as an ordinary user."""

import getpass
import os
import shutil
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

from bench.faultlab.lab import Lab
from bench.machines.hosts import Host, Loopback
from tests.postgres import UNPRIVILEGED, Postgres

PORT = 8000
USER = "district"
SHARED = ("photos", "outgoing", "anchors", "static")
"""What the machines of one district have in common lies on a disk that all of them reach; keys are brought to each."""

PATIENCE = 60.0


class Yard(Lab):
    """`with Yard(net, seed) as yard:`, then `settle_in`, `open`."""

    def __init__(self, net: Loopback, seed: int) -> None:
        super().__init__("machines", "postgresql", seed)
        self.net, self.hosts = net, net.hosts

    def __enter__(self) -> Self:
        self.postgres = Postgres(self.hosts["db"].address, _as_nobody(self.hosts["db"].within))
        self.postgres.start()
        for words in (f"CREATE ROLE {USER} LOGIN", f"ALTER DATABASE huying OWNER TO {USER}"):
            self.postgres.ask(words)
        os.environ["HUYING_DATABASE_URL"] = self.postgres.url.replace("postgres@", f"{USER}@")
        os.environ["HUYING_PROXIES"] = "127.0.0.1,10.0.0.0/8,127.0.0.0/8"
        return self

    def settle_in(self) -> None:
        """As any lab, then cut by district."""
        super().settle_in()
        from huying.site.partition.turn import turn
        from huying.site.running.prepare import collect_static

        turn(lambda words: None)
        collect_static(lambda words: None)
        for host in self.hosts.values():
            self._furnish(host)

    def run(self, name: str) -> None:
        """Start what this machine is there for."""
        host = self.hosts[name]
        address = f"postgresql://{USER}@{self.hosts['db'].address}/huying"
        verb = ["web", "--host", host.address, "--port", str(PORT)] if name.startswith("web") else ["keep"]
        host.start([sys.executable, "-m", "huying", *verb], {"HUYING_DATABASE_URL": address})

    def wait(self, *names: str) -> None:
        """Until pages come from each."""
        for name in names:
            until = time.monotonic() + PATIENCE
            while not self.answers(name):
                assert time.monotonic() < until, f"{name} does not answer, see {self.hosts[name].home / 'said.log'}"
                time.sleep(0.1)

    def answers(self, name: str) -> bool:
        """Whether a page comes from it now."""
        connection = HTTPConnection(self.hosts[name].address, PORT, timeout=5)
        try:
            connection.request("GET", "/account/login/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def web(self, name: str) -> tuple[str, int]:
        """Where its pages are."""
        return self.hosts[name].address, PORT

    def _furnish(self, host: Host) -> None:
        host.home = self.home / "hosts" / host.name
        host.home.mkdir(parents=True)
        shutil.copytree(self.home / "keys", host.home / "keys")
        for name in SHARED:
            (self.home / name).mkdir(exist_ok=True)
            (host.home / name).symlink_to(Path(self.home / name))


def _as_nobody(within: list[str]) -> list[str]:
    """PostgreSQL does not run as root, and only root opens a namespace."""
    if not within or getpass.getuser() != "root":
        return within
    import pwd

    user = next(name for name in UNPRIVILEGED if name in {entry.pw_name for entry in pwd.getpwall()})
    return [*within, "setpriv", "--reuid", user, "--clear-groups"]
