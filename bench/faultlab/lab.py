"""实验场 · a home and a database of its own, a small district whose people can sign in, and the dice of one seed.

Imports nothing of Django: the environment must say where home is before anybody does.
"""

import os
import random
import secrets
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from bench.place import fresh_home, say
from tests.postgres import Postgres

SHORT_CLOCKS = {"claim": 1, "accept": 5}
"""Minutes after which these clocks of the lab's district run out, so that some do during a short run."""


@dataclass(slots=True)
class Finding:
    """What a scenario found: figures for RESULTS.md, and every broken invariant in words."""

    title: str
    rows: list[tuple[str, str]]
    broken: list[str] = field(default_factory=list)


class Lab:
    """`with Lab("kills", "sqlite", seed) as lab:`; `lab.world` and `lab.password` after `settle_in`."""

    def __init__(self, scenario: str, database: str, seed: int) -> None:
        self.home = fresh_home(f"fault-{scenario}-{database}")
        self.database, self.seed, self.dice = database, seed, random.Random(seed)
        self.postgres: Postgres | None = None
        self.password = f"Aa1-{secrets.token_hex(8)}"
        self.world: Any = None
        self._begun = time.monotonic()
        os.environ["HUYING_PROXIES"] = "127.0.0.1"  # clients name an address of their own, as residents have
        os.environ.pop("HUYING_DATABASE_URL", None)

    def __enter__(self) -> Self:
        if self.database == "postgresql":
            self.postgres = Postgres()
            self.postgres.start()
            os.environ["HUYING_DATABASE_URL"] = self.postgres.url
        return self

    def __exit__(self, *error: object) -> None:
        if self.postgres:
            self.postgres.stop()

    @property
    def ledgers(self) -> Path:
        """Where clients write what they sent and heard."""
        return self.home / "clients"

    def settle_in(self) -> None:
        """Tables, the district, and one password for everybody in it."""
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from bench.faultlab.district import district

        self.world = district(self.password, SHORT_CLOCKS)
        self.ledgers.mkdir()

    def say(self, words: str) -> None:
        """A line of progress, with the seconds since the beginning."""
        print(f"[{time.monotonic() - self._begun:6.1f} s] {words}", file=sys.stderr, flush=True)

    def close(self, finding: Finding, *, keep: bool) -> int:
        """Say what was found; 1 if anything is broken, and then everything is kept."""
        rows = [("engine, seed", f"{self.database}, {self.seed}"), *finding.rows]
        say(finding.title, [*rows, ("broken invariants", str(len(finding.broken)))])
        for words in finding.broken[:50]:
            print(f"BROKEN: {words}")
        if finding.broken or keep:
            self._keep()
        else:
            shutil.rmtree(self.home, ignore_errors=True)
        return 1 if finding.broken else 0

    def _keep(self) -> None:
        print(f"kept: {self.home} (clients' ledgers in clients/, server.log, database)")
        if self.postgres:
            self.postgres.halt()
            shutil.copytree(self.postgres.folder / "data", self.home / "postgresql", dirs_exist_ok=True)
