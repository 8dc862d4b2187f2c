"""存放处 · the folder that holds the backups: which are whole, the lock that lets one be made at a time, how many are kept."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup.manifest import NAME

NAMED = re.compile(r"huying-\d{8}-\d{6}")
UNFINISHED = ".unfinished"


def whole(store: Path) -> list[Path]:
    """Finished backups, the oldest first."""
    found = store.glob("huying-*") if store.is_dir() else ()
    return sorted(path for path in found if NAMED.fullmatch(path.name) and (path / NAME).is_file())


@contextmanager
def draft(store: Path, at: datetime) -> Iterator[Path]:
    """A folder to write into. It gets the name of a backup only when everything in it is done; else nothing is left."""
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(store):
        _sweep(store)
        folder = store / f"huying-{localtime(at):%Y%m%d-%H%M%S}{UNFINISHED}"
        folder.mkdir(mode=0o700)
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def name_of(folder: Path) -> Path:
    """What the draft will be called."""
    return folder.with_name(folder.name.removesuffix(UNFINISHED))


def keep(store: Path, newest: int) -> list[Path]:
    """The newest so many stay; returns those that went. At least one stays."""
    gone = whole(store)[: -max(1, newest)]
    for path in gone:
        (path / NAME).unlink()  # from here on it is no backup, however far the rest comes
        shutil.rmtree(path)
    return gone


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """The system opens the lock when its holder dies."""
    lock = os.open(store / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as taken:
        raise Refused(_("另一个备份正在进行，请等它完成。")) from taken
    finally:
        os.close(lock)


def _sweep(store: Path) -> None:
    """What a killed run has left."""
    for path in store.glob(f"huying-*{UNFINISHED}"):
        shutil.rmtree(path, ignore_errors=True)
