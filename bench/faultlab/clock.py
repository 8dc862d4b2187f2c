"""钟乱走 · the keeper while its clock jumps two hours, the year ends, the calendar is edited: no timer early, twice or lost."""

import argparse
import random
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from bench.faultlab.clock_oracle import BREACH, SPAN, Look, Promise, Ring, Walker, expected, minute_of
from bench.faultlab.known import world_again
from bench.faultlab.lab import Finding, Lab
from huying.case.clocks import SILENT, Clock
from huying.case.deeds import DEEDS
from huying.case.models import Case, Deadline, Entry
from huying.case.promises import LADDER
from huying.case.refused import Refused
from huying.directory.edit_calendar import Plan, edit_calendar
from huying.directory.models import Limit
from huying.directory.reckoning import rules
from huying.kit.worktime import Measure
from huying.site.keeper import JOBS, Job, Keeper
from huying.steps.dispatch.claim import claim
from huying.steps.handling.sign_in import sign_in
from tests.kit.walk import ORIGIN, minute
from tests.world import World

JUMP: Final = 120
WHOLE: Final = {Clock.CLAIM: 20, Clock.ACCEPT: 30}
"""Minutes whose half and four fifths are whole minutes, too: the walk knows no seconds."""

HOURS: Final = ("09:00-12:00 14:00-18:00", "08:30-11:30 13:30-17:30", "07:00-23:00", "09:00-17:00")
WARNINGS: Final = frozenset(rung.deed for rung in LADDER)
PUBLISHED: Final = date(2026, 12, 31)
DAYS: Final = 24
COMING: Final = 9
"""Cases come in during the first days; the rest of the time is for their clocks to run out."""


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """So many cases in so many rounds; then the ledger beside the walk."""
    play = Play(lab.dice)
    play.run(given.cases, given.rounds)
    lab.say(f"{len(play.open)} cases, {len(play.looks)} rounds; now the walk")
    found = compared(play.looks)
    rows = [
        ("cases, timers, warnings", f"{len(play.open):,}, {found.timers:,}, {found.rings:,}"),
        ("rounds of the keeper", f"{len(play.looks):,} in {DAYS} days from {ORIGIN}, across the year's end"),
        ("jumps of the clock by ± 2 h and back", str(play.jumps)),
        ("edits of the calendar under running clocks", str(play.edits)),
        ("timers early, late, twice or lost against the walk", str(len(found.wrong))),
    ]
    return Finding("Clock that jumps", rows, found.wrong)


@dataclass
class Play:
    """The district, the dice, and every round that the keeper has looked."""

    dice: random.Random
    world: World = field(default_factory=world_again)
    looks: list[Look] = field(default_factory=list)
    jumps: int = 0
    edits: int = 0
    off: int = 0
    open: list[Case] = field(default_factory=list)

    def run(self, cases: int, rounds: int) -> None:
        """From the origin on; the true clock runs evenly, what the keeper reads does not."""
        for clock, amount in WHOLE.items():
            Limit.objects.filter(clock=clock).update(amount=amount)
        calendar = self._calendar()
        for number in range(rounds):
            if self.dice.random() < 12 / rounds:
                calendar = self._edited()
            true = DAYS * 1440 * number // rounds + self.dice.randrange(-2, 3)
            at = max(0, true + self._offset(rounds))
            self._people(minute(at), cases * DAYS / rounds / COMING if true < COMING * 1440 else 0)
            settle(minute(at))
            line = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            self.looks.append(Look(at, calendar, line))

    def _offset(self, rounds: int) -> int:
        """Two hours ahead, two hours behind, right again: never for long."""
        if self.dice.random() < 40 / rounds:
            before, self.off = self.off, self.dice.choice((-JUMP, 0, JUMP))
            self.jumps += self.off != before
        return self.off

    def _edited(self) -> Walker:
        """Days and duty hours change under running clocks."""
        span = [ORIGIN + timedelta(days=n) for n in range(SPAN)]
        days: dict[date, Plan | None] = {day: Plan(self.dice.random() < 0.4) for day in self.dice.sample(span, 4)}
        edit_calendar(days, by=None, at=minute(0), hours=self.dice.choice(HOURS), published_to=PUBLISHED)
        self.edits += 1
        return self._calendar()

    def _calendar(self) -> Walker:
        return Walker(rules(minute(0)).calendar)

    def _people(self, at: datetime, coming: float) -> None:
        for _ in range(int(coming) + (self.dice.random() < coming % 1)):
            make = self.dice.choice((self.world.lamp, self.world.offered, self.world.offered, self.world.assigned))
            self.open.append(make(at=at, urgent=self.dice.random() < 0.2))
        if self.open and self.dice.random() < 0.5:
            self._act(self.dice.choice(self.open[-20:]), at)

    def _act(self, stale: Case, at: datetime) -> None:
        """A person claims or signs in, whichever the case allows."""
        case = Case.objects.get(pk=stale.pk)
        with suppress(Refused):
            if case.stage == "offered":
                claim(case, unit=self.world.east, by=self.world.villager, at=at)
            else:
                sign_in(case, by=self.world.villager, at=at)


def settle(at: datetime) -> None:
    """The keeper's own rounds, its own order of jobs, until nothing more is to be done at this instant."""
    done = [1]
    while sum(done):
        done.clear()
        jobs = [Job(job.name, job.every, _counted(job, done)) for job in JOBS if job.name in {"clocks", "calendar"}]
        Keeper(jobs, ()).round(at)


def _counted(job: Job, done: list[int]) -> Callable[[datetime], int]:
    def work(at: datetime) -> int:
        count = job.work(at)
        done.append(count)
        return count

    return work


@dataclass(slots=True)
class Findings:
    """What a comparison of the ledger with the walk has found."""

    timers: int = 0
    rings: int = 0
    wrong: list[str] = field(default_factory=list)


def compared(looks: Sequence[Look]) -> Findings:
    """Every clock of every case: each warning in the very round in which it was due, once."""
    found, lines = Findings(), [look.line for look in looks]
    for case in Case.objects.order_by("pk").iterator(chunk_size=500):
        entries = list(case.entries.order_by("seq"))
        for clock in case.deadlines.all():
            found.timers += 1
            _compare(clock, entries, looks, lines, found)
    return found


def _compare(clock: Deadline, entries: list[Entry], looks: Sequence[Look], lines: list[int], found: Findings) -> None:
    def round_of(entry: Entry) -> int:
        return bisect_left(lines, entry.pk)

    opened = next(entry for entry in entries if entry.seq == clock.seq)
    ended = next((round_of(entry) for entry in entries if entry.seq > clock.seq and _ends(entry, clock)), None)
    silent = clock.kind in SILENT
    assert clock.amount is not None
    promise = Promise(minute_of(clock.opened_at), clock.amount, Measure(clock.measure), silent)
    last = len(looks) - 1 if ended is None else ended
    wanted = expected(promise, looks, round_of(opened), last)
    given = (
        _lapse(clock, looks, wanted) if silent else [Ring(round_of(e), e.facts["rung"]) for e in _rings(entries, clock)]
    )
    found.rings += len(given)
    must = [ring for ring in wanted if ended is None or ring.round < ended]
    if given[: len(must)] != must or given != wanted[: len(given)]:
        found.wrong.append(
            f"case {clock.case_id} {clock.kind}/{clock.seq}: given {given}, by the walk {wanted}, ended {ended}"
        )


def _rings(entries: Sequence[Entry], clock: Deadline) -> Iterator[Entry]:
    for entry in entries:
        if entry.deed in WARNINGS and (entry.facts.get("clock"), entry.facts.get("of")) == (clock.kind, clock.seq):
            yield entry


def _lapse(clock: Deadline, looks: Sequence[Look], wanted: list[Ring]) -> list[Ring]:
    """A right that lapses leaves no line; its row says when."""
    if clock.ended_at is None or clock.kept is not False or not wanted:
        return []
    round_ = next((ring.round for ring in wanted if minute(looks[ring.round].at) == clock.ended_at), -1)
    return [Ring(round_, BREACH)]


def _ends(entry: Entry, clock: Deadline) -> bool:
    rule = DEEDS[entry.deed]
    return clock.kind in rule.keeps | rule.drops
