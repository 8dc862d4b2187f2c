"""A backup of a large district and its way back: how long, how large, and whether all is equal.

python -m bench.backup [--entries 1000000] [--home a home that bench.ledger has filled]
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.place import fresh_home, say

options = argparse.ArgumentParser()
options.add_argument("--entries", type=int, default=1_000_000)
options.add_argument("--home", type=Path)
GIVEN = options.parse_args()
HOME = fresh_home("backup") if GIVEN.home is None else GIVEN.home
os.environ["HUYING_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "huying.site.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from bench.ledger import many, singles, timed  # noqa: E402
from huying.case.models import Entry, Unposted  # noqa: E402
from huying.case.proof.anchors import anchor  # noqa: E402
from huying.directory.models import Area, Matter, Unit  # noqa: E402
from huying.kit.clock import now  # noqa: E402
from tests.world import World  # noqa: E402


class Writers:
    """Cases that are received while the backup is made."""

    def __init__(self, world: World) -> None:
        self.count, self.slowest = 0, 0.0
        self._world, self._stop = world, threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> "Writers":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._stop.is_set():
            begun = time.perf_counter()
            self.count += singles(self._world, 1)
            self.slowest = max(self.slowest, time.perf_counter() - begun)
        connections.close_all()


def filled(entries: int) -> World:
    """A district of so many lines, or the one that stands there already."""
    if not Unit.objects.exists():
        world = World()
        many(world, entries)
        return world
    world = World.__new__(World)
    world.town, world.centre, world.east = (Unit.objects.get(code=code) for code in "TCE")
    world.east_area, world.lamp_matter = Area.objects.get(name="东村"), Matter.objects.get(name="路灯")
    return world


def main() -> None:
    took = dict[str, float]()
    with timed(took, "migrate"):
        call_command("migrate", verbosity=0)
    world = filled(GIVEN.entries)
    Unposted.objects.all().delete()  # as after a day on which the keeper told everybody
    anchor(now())
    entries = Entry.objects.count()
    store, there = Path(tempfile.mkdtemp(prefix="huying-store-")), Path(tempfile.mkdtemp(prefix="huying-there-"))
    with timed(took, "backup"), Writers(world) as writers:
        backup_cpu = _huying(HOME, "backup", "--to", str(store))
    (folder,) = store.glob("huying-*")
    with timed(took, "restore"):
        restore_cpu = _huying(there, "restore", str(folder), "--keys", str(HOME / "keys"))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    say(
        "Backup and restore",
        [
            ("migrations that were left to do", f"{took['migrate']:.0f} s"),
            (
                f"backup of {entries:,} entries while deeds are written, checked",
                f"{took['backup']:.0f} s ({backup_cpu:.0f} s CPU)",
            ),
            ("size", f"{size / 2**20:,.0f} MB"),
            ("deeds written meanwhile; slowest case of five deeds", f"{writers.count}; {writers.slowest:.2f} s"),
            (
                "restore into an empty place, every row compared, ledger verified",
                f"{took['restore']:.0f} s ({restore_cpu:.0f} s CPU)",
            ),
        ],
    )


def _huying(home: Path, *words: str) -> float:
    """A verb in a place; the CPU time it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "huying", *words], check=True, env=os.environ | {"HUYING_HOME": str(home)})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
