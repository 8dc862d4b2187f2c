"""紧的磁盘 · how a place is made full or read-only, and well again: really full where we may mount, else by a limit."""

import os
import resource
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from bench.faultlab.house import House

MEGABYTE = 2**20


class Loop:
    """满盘 · home moves onto a small disk in a file; `fill` leaves not a byte of it."""

    def __init__(self, home: Path, megabytes: int) -> None:
        self.home, self.means = home, f"an ext4 of {megabytes} MB in a file, filled to the last byte"
        self._ballast, self._image = home / "ballast", home.with_suffix(".img")
        with self._image.open("wb") as image:
            image.truncate(megabytes * MEGABYTE)
        _run("mkfs.ext4", "-q", "-m", "0", self._image)
        kept = Path(tempfile.mkdtemp(prefix="huying-kept-"))
        _run("cp", "-a", f"{home}/.", kept)
        _run("mount", "-o", "loop", self._image, home)
        _run("cp", "-a", f"{kept}/.", home)
        shutil.rmtree(kept)

    def fill(self, house: House) -> None:
        """Whole blocks first, then the rest."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (MEGABYTE, 4096, 1):
                with suppress(OSError):
                    while True:
                        file.write(b"\0" * size)

    def heal(self, house: House) -> None:
        """Somebody has cleaned up."""
        self._ballast.unlink(missing_ok=True)

    def close(self) -> None:
        """What is left is copied back for whoever wants to look at it."""
        kept = Path(tempfile.mkdtemp(prefix="huying-kept-"))
        self._ballast.unlink(missing_ok=True)
        _run("cp", "-a", f"{self.home}/.", kept)
        (kept / "lost+found").rmdir()
        _run("umount", "-l", self.home)
        self._image.unlink()
        _run("cp", "-a", f"{kept}/.", self.home)
        shutil.rmtree(kept)

    def panics(self) -> int:
        """SQLite is no process that could."""
        return 0

    def lock(self) -> bool:
        """Nobody may write to the database, whoever has it open; false where files cannot be made immutable."""
        return lock(self.home)

    def unlock(self) -> None:
        """As before."""
        unlock(self.home)


class Limit:
    """Where nothing may be mounted: no process of the house may make a file longer than it is (RLIMIT_FSIZE)."""

    means = "RLIMIT_FSIZE of the house's processes (mounting is not allowed here)"

    def __init__(self, home: Path) -> None:
        self.home = home

    def fill(self, house: House) -> None:
        """Files of more than a block cannot be written any more."""
        self._set(house, 4096)

    def heal(self, house: House) -> None:
        """Any length again."""
        self._set(house, resource.RLIM_INFINITY)

    def close(self) -> None:
        """Nothing was changed."""

    def panics(self) -> int:
        """SQLite is no process that could."""
        return 0

    def lock(self) -> bool:
        """As on the small disk."""
        return lock(self.home)

    def unlock(self) -> None:
        """As before."""
        unlock(self.home)

    def _set(self, house: House, most: int) -> None:
        for pid in (pid for role in ("worker", "keeper") for pid in house.roles().get(role, ())):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def tight(home: Path, megabytes: int) -> Loop | Limit:
    """The real thing, if we may."""
    try:
        return Loop(home, megabytes)
    except (subprocess.CalledProcessError, FileNotFoundError):
        home.with_suffix(".img").unlink(missing_ok=True)
        return Limit(home)


def lock(home: Path) -> bool:
    """Immutable files bind root, too; only root can make them so."""
    if os.geteuid():
        return False
    _mark("+i", home)
    return True


def unlock(home: Path) -> None:
    """As before."""
    _mark("-i", home)


def _mark(how: str, home: Path) -> None:
    files = (home / f"huying.sqlite3{end}" for end in ("", "-wal"))
    _run("chattr", how, *[file for file in files if file.exists()])


def _run(*words: str | Path) -> None:
    subprocess.run(
        words, check=True, capture_output=True, env=os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}
    )
