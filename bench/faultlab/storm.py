"""锁风暴 · a thousand write at once, somebody reads for a minute in one transaction, and `huying backup` runs: nobody hears of a lock."""

import argparse
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bench.faultlab import invariants, outside
from bench.faultlab.client import Client
from bench.faultlab.house import House
from bench.faultlab.lab import Finding, Lab
from bench.faultlab.lives import Lives
from bench.faultlab.outside import Outside
from huying.site.backup import files, manifest, store

LOCKED = "database is locked"
CHECKS = (
    invariants.acknowledged_is_stored, invariants.stored_was_sent, invariants.one_case_a_key, invariants.one_owner,
    invariants.chains_are_whole, invariants.answers_have_words,
)  # fmt: skip
"""What must hold at once; letters and the month follow when the keeper has time."""

STACK = 512 * 1024


@dataclass
class Storm:
    """What everybody does until `stop` is set, and what came of it."""

    lab: Lab
    port: int
    stop: threading.Event = field(default_factory=threading.Event)
    took: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    rows_read: int = 0
    backups: list[int] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.lab.home / "huying.sqlite3"

    def write(self, number: int) -> None:
        """One resident after another, each from an address of its own."""
        dice = random.Random(f"{self.lab.seed}-{number}")
        book = Outside(self.lab.ledgers / f"{number:04d}.jsonl")
        client, lives = Client(self.port, book, dice, ""), Lives(self.lab.world, dice)
        client.timeout = 120.0
        try:
            while not self.stop.is_set():
                client.address = f"10.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(256)}"
                begun = time.monotonic()
                self.answers[client.send(lives.submission()).status] += 1
                self.took.append(time.monotonic() - begun)
        finally:
            client.hang_up()
            book.close()

    def read(self) -> None:
        """One snapshot held open all the while, row by row; it begins when there is something to read."""
        while len(self.took) < 20 and not self.stop.is_set():
            self.stop.wait(0.05)
        with closing(sqlite3.connect(self.file, isolation_level=None)) as own:
            own.execute("BEGIN")
            before = own.execute("SELECT count(*) FROM case_entry").fetchone()[0]
            while not self.stop.is_set():
                for _row in own.execute("SELECT * FROM case_entry ORDER BY id"):
                    self.rows_read += 1
                self.stop.wait(0.02)
            if own.execute("SELECT count(*) FROM case_entry").fetchone()[0] != before:
                self.troubles.append("the long reader saw a line that came after it began")

    def back_up(self) -> None:
        """The product's own, again and again; each is whole by its own list, and holds a whole number of cases."""
        while not self.stop.is_set():
            words = ["backup", "--to", str(self.lab.home / "backups"), "--keep", "1"]
            done = subprocess.run([sys.executable, "-m", "huying", *words], capture_output=True, text=True, check=False)
            if done.returncode:
                self.troubles.append(f"huying backup: {done.stderr[-500:]}")
            else:
                self._look_at(store.whole(self.lab.home / "backups")[-1])
            self.stop.wait(0.5)

    def _look_at(self, folder: Path) -> None:
        self.backups.append(manifest.read(folder).rows()["case_case"])
        with closing(sqlite3.connect(folder / files.DATABASE)) as copy:
            self.troubles += [f"backup: {fault}" for fault in _faults(copy)]


def _faults(copy: sqlite3.Connection) -> Iterator[str]:
    (said,) = copy.execute("PRAGMA quick_check").fetchone()
    if said != "ok":
        yield said
    (alone,) = copy.execute(
        "SELECT count(*) FROM case_case WHERE id NOT IN (SELECT case_id FROM case_entry WHERE seq = 1)"
    ).fetchone()
    if alone:
        yield f"{alone} cases without their first line"


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """So many writers for so many seconds."""
    threading.stack_size(STACK)
    house = House(lab.home)
    house.start()
    house.wait()
    storm = Storm(lab, house.port)
    begun = time.monotonic()
    try:
        _blow(storm, given)
        lab.say("the storm is over")
        took = time.monotonic() - begun
    finally:
        storm.stop.set()
        house.power_cut()
    told = outside.read(lab.ledgers)
    scene = invariants.Scene(told, lab.home)
    broken = (
        storm.troubles
        + _locked(lab, told)
        + [f"{check.__name__}: {breach}" for check in CHECKS for breach in check(scene)]
    )
    return Finding("Lock storm", _rows(storm, given, told, took, broken), broken)


def _blow(storm: Storm, given: argparse.Namespace) -> None:
    jobs = [threading.Thread(target=storm.write, args=(n,)) for n in range(given.writers)]
    jobs += [threading.Thread(target=storm.read), threading.Thread(target=storm.back_up)]
    for job in jobs:
        job.start()
    until = time.monotonic() + given.seconds
    while time.monotonic() < until:
        time.sleep(min(5.0, max(0.0, until - time.monotonic())))
        storm.lab.say(f"{len(storm.took):,} writes, {len(storm.backups)} backups, answers {dict(storm.answers)}")
    storm.stop.set()
    for job in jobs:
        job.join()


def _locked(lab: Lab, told: dict[str, outside.Told]) -> list[str]:
    """Nobody was turned away, and the log says nothing of locks."""
    log = (lab.home / "server.log").read_text(errors="replace")
    turned = Counter(status for one in told.values() for status in one.statuses if status >= 500)
    found = [f"answered {status}: {count} times" for status, count in turned.items()]
    return found + ([f"server.log says “{LOCKED}” {log.count(LOCKED)} times"] if LOCKED in log else [])


def _rows(
    storm: Storm, given: argparse.Namespace, told: dict[str, outside.Told], took: float, broken: list[str]
) -> list[tuple[str, str]]:
    cuts = quantiles(storm.took, n=100)
    silent = sum(one.silent for one in told.values())
    waits = f"{cuts[49]:.2f} / {cuts[94]:.2f} / {cuts[98]:.2f} / {max(storm.took):.2f}"
    answers = ", ".join(f"{status}: {count:,}" for status, count in sorted(storm.answers.items()))
    return [
        ("writers, seconds", f"{given.writers:,}, {given.seconds}"),
        ("submissions answered", f"{len(storm.took):,} ({len(storm.took) / took:.0f}/s): {answers}"),
        ("from sending to the answer, s, p50 / p95 / p99 / worst", waits),
        ("rows read meanwhile by the reader in one transaction", f"{storm.rows_read:,}"),
        ("`huying backup` meanwhile, each checked", f"{len(storm.backups)}, the last of {max(storm.backups, default=0):,} cases"),
        ("sendings that got no answer", f"{silent:,}"),
        (f"“{LOCKED}” heard or logged, other faults", str(len(broken))),
    ]  # fmt: skip
