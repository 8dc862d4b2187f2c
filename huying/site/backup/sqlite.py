"""SQLite · one statement copies the database as it stood when it began; nobody who writes waits for it.

`VACUUM INTO` and not the backup interface: it reads every row on its way, so a damaged database is found, and it leaves
behind what was deleted, so a forgotten identity is in no later backup. Copying in pieces begins anew at each write and
never came to an end under load (TRUST, decision 1).
"""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup.files import Piece, piece_of
from huying.site.backup.progress import BYTES, Progress, Told

LOOK_EVERY = 0.2
PATIENCE = 60.0


def size_of(database: Path) -> int:
    """About how long the copy will be."""
    with closing(sqlite3.connect(database, timeout=PATIENCE)) as file:
        pages, free, page = (
            file.execute(f"PRAGMA {word}").fetchone()[0] for word in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * page)


def has_tables(database: Path) -> bool:
    """Whether anything was ever made there; a file without a table holds nothing."""
    if not database.exists():
        return False
    with closing(sqlite3.connect(database, timeout=PATIENCE)) as file:
        return file.execute("SELECT 1 FROM sqlite_master").fetchone() is not None


def copy(database: Path, target: Path, progress: Progress) -> None:
    """The whole database as of now."""
    with (
        progress(_("复制数据库"), size_of(database), BYTES) as tell,
        _growing(target, tell),
        closing(sqlite3.connect(database, timeout=PATIENCE, isolation_level=None)) as file,
    ):
        file.execute("VACUUM INTO ?", [str(target)])
    target.chmod(0o600)


def check(database: Path) -> None:
    """Refused unless SQLite itself finds nothing wrong with the copy."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as file:
        found = [str(row[0]) for row in file.execute("PRAGMA integrity_check(3)")]
        stray = file.execute("PRAGMA foreign_key_check").fetchone()
    if found != ["ok"] or stray:
        raise Refused(_("数据库副本没有通过检查：%s") % "；".join([*found, str(stray or "")]))


def put_back(copied: Path, database: Path, listed: Piece) -> None:
    """The file to its place; under its own name only when all of it is on the disk, byte by byte as it was listed, and sound."""
    part = database.with_name(f"{database.name}.part")
    shutil.copyfile(copied, part)
    part.chmod(0o600)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    if piece_of(part.parent, part.name) != replace(listed, path=part.name):
        raise Refused(_("恢复后的数据与备份不一致：%s。") % listed.path)
    check(part)
    clear(database)
    part.replace(database)


def clear(database: Path) -> None:
    """Nothing of it stays, nor of what was written beside it."""
    for tail in ("", "-wal", "-shm"):
        database.with_name(database.name + tail).unlink(missing_ok=True)


@contextmanager
def _growing(target: Path, tell: Told) -> Iterator[None]:
    """How far a single statement has come is seen by the size of what it writes."""
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(target, tell, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(target: Path, tell: Told, done: threading.Event) -> None:
    seen = 0
    while not done.wait(LOOK_EVERY):
        size = os.stat(target).st_size if target.exists() else 0
        tell(size - seen)
        seen = size
