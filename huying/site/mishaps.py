"""差错归类 · which failures are the machine's and pass: a busy or absent database is 503, a full disk 507. All others are ours."""

import errno
import sqlite3

from django.db.utils import DatabaseError, DataError, InterfaceError, OperationalError

FULL = ("disk is full", "No space left", "could not extend file")
OF_THE_DISK = {errno.ENOSPC: 507, errno.EDQUOT: 507, errno.EFBIG: 507, errno.EROFS: 503, errno.EIO: 503}
"""Full, or over somebody's quota; mounted read-only, as a system does with a disk that fails."""

NUL = "NUL (0x00)"
"""PostgreSQL keeps no such sign; nobody types it, so whoever sends it is told that nothing was understood."""

STANDBY = "25006"
"""PostgreSQL, while a standby takes over: it only reads."""


def code_of(error: BaseException | None) -> int | None:
    """The number to answer with; none for what is a fault of the program."""
    if isinstance(error, OSError):
        return OF_THE_DISK.get(error.errno or 0)
    if isinstance(error, DataError) and NUL in str(error):
        return 400
    if not isinstance(error, (DatabaseError, InterfaceError)) or not _passes(error):
        return None
    return 507 if any(sign in str(error) for sign in FULL) else 503


def _passes(error: DatabaseError | InterfaceError) -> bool:
    """SQLite calls a missing table an operational error too: that one does not pass by waiting."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError) and getattr(cause, "sqlite_errorname", "") == "SQLITE_ERROR":
        return False
    return isinstance(error, (OperationalError, InterfaceError)) or getattr(cause, "sqlstate", "") == STANDBY
