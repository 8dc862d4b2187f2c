"""数据库引擎 · SQLite as we run it: durable, and whoever writes passes the write gate.

The gate is taken right before the outermost BEGIN IMMEDIATE and given back after commit, rollback or close, so no page,
deed or command can forget it. A single writing statement outside a transaction passes it too: let past, a busy loop of
them kept transactions waiting for seconds. Reading never waits.
"""

import os
import re
import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base as django_sqlite
from django.db.utils import OperationalError
from django.utils.translation import gettext as _

from huying.site.sqlite.gate import Gate, GateTimeout, gate_of

PATIENCE = 20.0
PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -32000",
    "PRAGMA mmap_size = 268435456",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)\b", re.IGNORECASE)


@lru_cache(maxsize=512)
def _marked(query: str) -> str:
    return django_sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(django_sqlite.SQLiteCursorWrapper):
    """Sends a single writing statement through the gate; inside a transaction its connection is already there."""

    wrapper: "DatabaseWrapper"

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """Django's marks become SQLite's; for a text that comes again, once."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _marked(query)

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        return self._gated(super().execute, query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for many rows."""
        return self._gated(super().executemany, query, param_list)

    def _gated(self, run: Callable[[str, Any], Any], query: str, params: Any) -> Any:
        if self.connection.in_transaction or not WRITES.match(query):
            return run(query, params)
        self.wrapper.enter_gate()
        try:
            return run(query, params)
        finally:
            self.wrapper.leave_gate()


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    """One connection; it knows whether it stands inside the gate."""

    transaction_mode: str | None
    _inside: tuple[Gate, int] | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """Write transactions say so at once (IMMEDIATE): a reader that turns writer later fails in a storm."""
        params: dict[str, Any] = super().get_connection_params()
        params.setdefault("timeout", PATIENCE)
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file with our settings."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            self._use_write_ahead_log(connection)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor that knows its connection's gate."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _use_write_ahead_log(self, connection: sqlite3.Connection) -> None:
        """Set once per file, one process at a time: SQLite does not wait for this lock by itself."""
        if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            return
        gate = self._gate()
        gate.enter(PATIENCE)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            gate.leave()

    def _gate(self) -> Gate:
        name = str(self.settings_dict["NAME"])
        return gate_of(name.removeprefix("file:").partition("?")[0])

    def enter_gate(self) -> None:
        """Wait for our turn to write; a database in memory has no other writers."""
        if self.is_in_memory_db():
            return
        gate = self._gate()
        try:
            gate.enter(PATIENCE)
        except GateTimeout as late:
            raise OperationalError(_("写入的人太多，等候超时。请稍后再试，您填写的内容没有丢失。")) from late
        self._inside = (gate, os.getpid())

    def leave_gate(self) -> None:
        """Let the next one write."""
        inside, self._inside = self._inside, None
        if inside and inside[1] == os.getpid():
            inside[0].leave()

    def _start_transaction_under_autocommit(self) -> None:
        self.enter_gate()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.leave_gate()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self.leave_gate()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self.leave_gate()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.leave_gate()
