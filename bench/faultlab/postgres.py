"""数据库猝死 · PostgreSQL is killed under load and started again: nothing acknowledged is lost, people read why, the house comes back."""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, connection

from bench.faultlab import invariants, outside
from bench.faultlab.crowd import Crowd
from bench.faultlab.house import House
from bench.faultlab.lab import Finding, Lab
from bench.faultlab.settle import settle
from bench.faultlab.until import said, until
from huying.kit.clock import now
from huying.post.models import Heartbeat

AWAY = (0.5, 4.0)
LIMIT = 10.0
FIRST = 12
"""Operations a client before the first death: by then everybody has signed in."""

PAGE = "/submit/"
"""It reads the villages from the database."""


@dataclass
class Deaths:
    """Each death of the database, and how long the house took to serve again after it was back."""

    served: list[float] = field(default_factory=list)
    rang: list[float] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """So many deaths while clients work; web and keeper are never restarted by anybody."""
    house = House(lab.home)
    house.start()
    house.wait()
    crowd, deaths, begun = Crowd(lab, house.port, given.clients), Deaths(), time.monotonic()
    before = _processes(house)
    try:
        crowd.start()
        until(lambda: crowd.done >= FIRST * given.clients or not crowd.working, lab, lambda: said(crowd))
        for number in range(given.deaths):
            goal = crowd.done + given.operations // given.deaths
            until(lambda goal=goal: crowd.done >= goal or not crowd.working, lab, lambda: said(crowd))  # type: ignore[misc]
            _die(lab, house, deaths)
            lab.say(
                f"death {number + 1}: served again after {deaths.served[-1]:.1f} s, kept time after {deaths.rang[-1]:.1f} s"
            )
        crowd.stop()
        took = time.monotonic() - begun
        if _processes(house) != before:
            deaths.broken.append(f"processes were restarted: {before} became {_processes(house)}")
        settle(house)
    finally:
        crowd.stop()
        house.power_cut()
    return _found(lab, crowd, deaths, took)


def _die(lab: Lab, house: House, deaths: Deaths) -> None:
    """Dead for a moment, then back; from then on it is timed."""
    assert lab.postgres is not None
    gone = time.time()
    lab.postgres.crash()
    time.sleep(lab.dice.uniform(*AWAY))
    lab.postgres.again()
    back = now()
    deaths.spans.append((gone, time.time()))
    deaths.served.append(until(lambda: house.answers(PAGE), lab, lambda: "no page yet"))
    until(lambda: _beats_after(back), lab, lambda: "the keeper is silent")
    deaths.rang.append((now() - back).total_seconds())
    if max(deaths.served[-1], deaths.rang[-1]) > LIMIT:
        deaths.broken.append(
            f"away for {deaths.served[-1]:.1f} s and {deaths.rang[-1]:.1f} s after the database was back"
        )


def _beats_after(back: datetime) -> bool:
    """The keeper has written its heartbeat since; our own connection died with the rest."""
    try:
        return Heartbeat.objects.filter(at__gt=back).exists()
    except DatabaseError:
        connection.close()
        return False


def _was_away(at: float, deaths: Deaths) -> bool:
    """Between a death and a second after the return."""
    return any(gone <= at <= back + 1 for gone, back in deaths.spans)


def _processes(house: House) -> dict[str, list[int]]:
    return {role: sorted(pids) for role, pids in house.roles().items() if role in ("web", "worker", "keeper")}


def _found(lab: Lab, crowd: Crowd, deaths: Deaths, took: float) -> Finding:
    connection.close()
    told = outside.read(lab.ledgers)
    seen = Counter(status for one in told.values() for status in one.statuses)
    broken = crowd.troubles + deaths.broken + invariants.broken(told, lab.home)
    late = [
        line for line in outside.lines(lab.ledgers) if line.get("status") == 503 and not _was_away(line["at"], deaths)
    ]
    served, rang = sorted(deaths.served), sorted(deaths.rang)
    rows = [
        ("operations answered", f"{crowd.done:,} in {took:.0f} s by {len(list(lab.ledgers.iterdir()))} clients"),
        ("kill -9 of PostgreSQL and all its processes", str(len(served))),
        (
            "every answer, also those after which was sent again",
            ", ".join(f"{s}: {n:,}" for s, n in sorted(seen.items())),
        ),
        (
            "database back until a page from it came, s, median / worst",
            f"{served[len(served) // 2]:.1f} / {served[-1]:.1f}",
        ),
        ("database back until the keeper kept time, s, median / worst", f"{rang[len(rang) // 2]:.1f} / {rang[-1]:.1f}"),
        ("answers 503 heard later than a second after the database was back", f"{len(late):,}"),
        ("web and keeper restarted meanwhile", "yes" if any("restarted" in words for words in deaths.broken) else "no"),
        ("acknowledged and lost, doubled, bare answers, other faults", str(len(broken))),
    ]
    return Finding("PostgreSQL killed under load", rows, broken)
