"""杀进程 · clients work, the house is killed: one process at random, everything at once, or whoever reaches a named point."""

import argparse
import time
from collections import Counter
from collections.abc import Mapping, Sequence

from bench.faultlab import invariants, outside
from bench.faultlab.crowd import Crowd
from bench.faultlab.house import House
from bench.faultlab.invariants import KEYED
from bench.faultlab.lab import Finding, Lab
from bench.faultlab.points import KEEPER, WEB, Points
from bench.faultlab.ringing import rung_after
from bench.faultlab.settle import settle

WAYS = {
    "web point": 50,
    "keeper point": 16,
    "worker": 20,
    "keeper": 6,
    "web": 2,
    "live": 1,
    "everything": 5,
    "supervisor": 1,
}
"""How often each is drawn."""

JUMP = 60.0
"""Seconds by which the house's clock is ahead after each restart of everything: so that clocks have run out meanwhile."""

LEASE = 120.0
"""By which it is ahead at the end: letters that a dead keeper had taken up are free again."""


class Killer:
    """Kills by the seed's dice, so many for so many operations."""

    def __init__(self, lab: Lab, house: House, points: Points) -> None:
        self.lab, self.house, self.points, self.dice = lab, house, points, lab.dice
        self.by_hand: Counter[str] = Counter()
        self.ready: list[float] = []
        self.starts: list[float] = []

    @property
    def kills(self) -> int:
        """Processes, or all together, that died by us."""
        return sum(self.by_hand.values()) + sum(self.points.deaths.values())

    def strike(self) -> None:
        """One more; a point that is armed already is drawn again."""
        way = self.dice.choices(list(WAYS), list(WAYS.values()))[0]
        if way == "everything":
            self.everything()
        elif way == "supervisor":
            self.orphaned()
        elif way.endswith("point"):
            self.points.arm(self.dice.choice(WEB if way == "web point" else KEEPER))
        elif self.house.kill(way, self.dice):
            self.by_hand[way] += 1

    def orphaned(self) -> None:
        """The supervisor alone; what it started has to go by itself before the next one can listen."""
        self.house.kill("supervisor", self.dice)
        self.by_hand["supervisor"] += 1
        self.house.restart()

    def everything(self, ahead: float = JUMP) -> None:
        """A power cut, and the start after it."""
        self.house.power_cut()
        self.by_hand["everything"] += 1
        self.house.shift += ahead
        self.starts.append(time.time() + self.house.shift)
        self.ready.append(self.house.restart())


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """Until there were so many operations and so many kills; then the house is left alone, and looked at."""
    points = Points(lab.home / "points")
    house = House(lab.home, faults=points.folder)
    house.start()
    house.wait()
    crowd, killer = Crowd(lab, house.port, given.clients), Killer(lab, house, points)
    begun = time.monotonic()
    try:
        crowd.start()
        _work(lab, crowd, killer, given)
        took = time.monotonic() - begun
        points.disarm()
        crowd.stop()
        killer.everything(LEASE)
        settled = settle(house)
    finally:
        crowd.stop()
        house.power_cut()
    left = [f"process {pid} was left behind" for pid in house.left_behind()]
    lab.say("looking")
    told = outside.read(lab.ledgers)
    broken = crowd.troubles + left + invariants.broken(told, lab.home)
    lab.say("done")
    return Finding("Kills", _rows(lab, crowd, killer, told, took, settled), broken)


def _work(lab: Lab, crowd: Crowd, killer: Killer, given: argparse.Namespace) -> None:
    """One kill for every so many operations, and not more than two points armed at once."""
    begun = said = time.monotonic()
    until = begun + (given.minutes * 60 or float("inf"))
    while crowd.working and (crowd.done < given.operations or killer.kills < given.kills) and said < until:
        due = (crowd.done + 1) * given.kills / given.operations
        if killer.kills + killer.points.waiting < due and killer.points.waiting < 3:
            killer.strike()
        if time.monotonic() > said + 5:
            said = time.monotonic()
            lab.say(f"{crowd.done:,} operations, {killer.kills:,} kills, answers {dict(crowd.answers.most_common(8))}")
        time.sleep(0.05)


def _rows(
    lab: Lab, crowd: Crowd, killer: Killer, told: Mapping[str, outside.Told], took: float, settled: Mapping[str, float]
) -> list[tuple[str, str]]:
    ready, rung = sorted(killer.ready), rung_after(killer.starts)
    answers = ", ".join(f"{status}: {count:,}" for status, count in sorted(crowd.answers.items()))
    due = ", ".join(f"{what} {seconds:.1f}" for what, seconds in settled.items())
    return [
        (
            "operations answered",
            f"{crowd.done:,} in {took:.0f} s ({crowd.done / took:.0f}/s) by {crowd.clients} clients",
        ),
        ("kills", f"{killer.kills:,}: {_deaths(killer)}"),
        ("requests without an answer, sent again", f"{sum(one.silent for one in told.values()):,}"),
        ("keyed requests acknowledged", f"{sum(one.acknowledged for one in told.values() if one.door in KEYED):,}"),
        ("last answers by status", answers),
        ("restart of everything until a page came, s, median / worst", f"{_spread(ready)}"),
        ("longest time in which no client got an answer, s", f"{outside.longest_silence(lab.ledgers):.1f}"),
        ("clocks overdue at a restart: rung so many s after it, median / worst", _spread(rung)),
        ("after the last restart nothing due any more, s", due),
    ]


def _deaths(killer: Killer) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in (killer.by_hand + Counter(killer.points.deaths)).items())


def _spread(found: Sequence[float]) -> str:
    return f"{found[len(found) // 2]:.1f} / {found[-1]:.1f} of {len(found)}" if found else "none"
