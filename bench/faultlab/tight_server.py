"""紧的服务器 · PostgreSQL with its data on a small disk: filled to the last byte, and, like a standby that takes over, read-only."""

import subprocess
import time

from django.db import DatabaseError, connection

from bench.faultlab.house import House
from bench.faultlab.tight import Loop
from tests.postgres import Postgres

MEGABYTES = 256
"""A cluster has some 40 MB to begin with, half of it room that it has set aside for its log."""

MOST_SEGMENTS = 40
PATIENCE = 300
"""Tenths of a second in which it may still find out that it cannot recover."""


class Server:
    """`died`: how often PostgreSQL gave up for want of room and had to be started by a person."""

    means = f"PostgreSQL's data on an ext4 of {MEGABYTES} MB in a file, filled to the last byte"

    def __init__(self, postgres: Postgres) -> None:
        self._postgres, self.died = postgres, 0
        postgres.halt()
        try:
            self._disk = Loop(postgres.folder / "data", MEGABYTES)
        finally:
            postgres.again()

    def fill(self, house: House) -> None:
        """Nothing of the house lies on that disk."""
        self._disk.fill(house)

    def heal(self, house: House) -> None:
        """Somebody has cleaned up, and has started the server if it is down."""
        self._disk.heal(house)
        for _ in range(PATIENCE):
            if self.is_down():
                self.died += 1
                self._postgres.again()
            if _answers():
                return
            time.sleep(0.1)

    def is_down(self) -> bool:
        """It panicked and could not recover."""
        return not self._postgres.lives

    def panics(self) -> int:
        """While it does, nobody can even read."""
        return self._postgres.panics()

    def drive_mad(self) -> None:
        """What it has set aside for its log is used up, too; then it cannot but panic."""
        for _ in range(MOST_SEGMENTS):
            try:
                _say("CREATE TABLE IF NOT EXISTS one_more ()", "DROP TABLE one_more", "SELECT pg_switch_wal()")
            except DatabaseError:
                connection.close()
            if self.panics():
                return

    def close(self) -> None:
        """Its data where they were, for whoever wants to look at them."""
        connection.close()
        self._postgres.halt()
        self._disk.close()
        self._postgres.again()

    def lock(self) -> bool:
        """Every transaction from now on only reads."""
        _say("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
        return True

    def unlock(self) -> None:
        """As before."""
        _say("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")


def tight_server(postgres: Postgres) -> Server | None:
    """None where nothing may be mounted: the server's processes run under another user, so no limit of ours binds them."""
    try:
        return Server(postgres)
    except (subprocess.CalledProcessError, FileNotFoundError):
        return None


def _answers() -> bool:
    try:
        _say("SELECT 1")
    except DatabaseError:
        return False
    return True


def _say(*statements: str) -> None:
    connection.close()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()
