"""Words for these tests: a place of one's own beside the test's, and verbs that run in it."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from tests.postgres import Postgres

SETTLED = (
    "sessions",
    "contenttypes",
    "auth.permission",
    "post.heartbeat",
    "post.pause",
    "directory.act",
    "inspection.inspection",
)
"""What a restore itself writes or takes away."""

DUMP = "from django.core.management import call_command; import django; django.setup(); call_command('dumpdata', exclude={})"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Place:
    """A home and a database that belong together, and nobody's but this test's."""

    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        more = {"HUYING_HOME": str(self.home), "HUYING_DATABASE_URL": self.url, "LC_ALL": "C.UTF-8"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUYING_")}
        return kept | more | {"DJANGO_SETTINGS_MODULE": "huying.site.settings", "PYTHONPATH": str(ROOT)}

    def say(self, *words: str | Path, given: str = "") -> "subprocess.CompletedProcess[str]":
        """`huying …` in this place."""
        command = [sys.executable, "-m", "huying", *map(str, words)]
        return subprocess.run(command, env=self.environment, input=given, capture_output=True, text=True, check=False)

    def python(self, script: str) -> str:
        """A few lines of Python in this place."""
        command = [sys.executable, "-W", "ignore", "-c", script]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self) -> Mapping[str, Any]:
        """Every row of every model, but for what a restore settles."""
        return by_key(json.loads(self.python(DUMP.format(list(SETTLED)))))


def by_key(dumped: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{row['model']} {row['pk']}": row["fields"] for row in dumped}


@contextmanager
def empty(home: Path) -> Iterator[Place]:
    """An empty place on the engine of this test run."""
    if connection.vendor == "sqlite":
        yield Place(home, "")
        return
    name = f"restored_{uuid.uuid4().hex[:12]}"
    with _server() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield Place(
            home, f"postgresql://{connection.settings_dict['USER']}@/{name}?host={connection.settings_dict['HOST']}"
        )
    finally:
        with _server() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def across(home: Path) -> Iterator[Place]:
    """An empty place on the other engine; a server for it where this run has none."""
    if connection.vendor == "postgresql":
        yield Place(home, "")
        return
    server = Postgres()
    try:
        server.start()
        yield Place(home, server.url)
    finally:
        server.stop()


@contextmanager
def _server() -> Iterator[CursorWrapper]:
    with connection.cursor() as cursor:
        yield cursor
