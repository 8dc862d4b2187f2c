"""盘满与只读 · the disk fills up, then nothing may be written: people read why and when, reading goes on, what they typed is kept."""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Final

from django.db import connection

from bench.faultlab import invariants
from bench.faultlab.burst import Hit, Shot, burst
from bench.faultlab.house import House
from bench.faultlab.known import world_again
from bench.faultlab.lab import Finding, Lab
from bench.faultlab.reading import Reader
from bench.faultlab.settle import settle
from bench.faultlab.tight import Limit, Loop, tight
from bench.faultlab.tight_server import Server, tight_server
from bench.signed import signed_in
from huying.case.models import Words
from huying.case.tracking import code_of, digest_of
from huying.kit.clock import now

MEGABYTES: Final = 96
HEALED: Final = 10.0
TURNED_AWAY: Final = (503, 507)
Disk = Loop | Limit | Server
NOT_HERE: Final = "nothing may be mounted here, so nothing was tried"


@dataclass
class Sent:
    """One resident's form: sent with this key until the house has taken it."""

    key: str
    token: str
    fields: dict[str, Any]
    taken: bool = False


@dataclass
class Trouble:
    """One spell of a place that cannot be written."""

    name: str
    answers: Counter[int] = field(default_factory=Counter)
    read: Counter[int] = field(default_factory=Counter)
    healed: float = 0.0


@dataclass
class Stay:
    """The house, those who write to it and those who read in it."""

    lab: Lab
    house: House
    readers: list[Reader]
    dice: random.Random
    panics: Callable[[], int]
    sent: list[Sent] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    spells: list[Trouble] = field(default_factory=list)

    def forms(self, count: int) -> list[Sent]:
        """New ones."""
        new = [self._form() for _ in range(count)]
        self.sent += new
        return new

    def _form(self) -> Sent:
        token = "".join(self.dice.choices("abcdefghijklmnopqrstuvwxyz", k=16))
        text = f"村口到小学的路灯不亮，孩子晚上走夜路不安全，请派人来修。{token}" + "路" * 2000
        fields = {"text": text, "area": self.lab.world.area, "place": "村口", "phone": "13800001234", "kind": "help"}
        return Sent(token_hex(16), token, fields | {"urgent": "no"})

    def post(self, forms: Sequence[Sent]) -> list[Hit]:
        """Each with its own key, from an address of its own."""
        shots = [Shot("/submit/", one.fields | {"idempotency_key": one.key}, address=self._address()) for one in forms]
        hits = burst(self.house.port, shots)
        for one, hit in zip(forms, hits, strict=True):
            one.taken |= hit.yes
        return hits

    def _address(self) -> str:
        return f"10.{self.dice.randrange(256)}.{self.dice.randrange(256)}.{self.dice.randrange(1, 255)}"

    def suffer(self, name: str, seconds: float) -> Trouble:
        """While it lasts: forms are sent and pages are read."""
        spell, until = Trouble(name), time.monotonic() + seconds
        self.spells.append(spell)
        while time.monotonic() < until or (not _turned_away(spell) and time.monotonic() < until + 60):
            forms = self.forms(8)
            for one, hit in zip(forms, self.post(forms), strict=True):
                spell.answers[hit.status] += 1
                self.broken += [f"{name}: {fault}" for fault in _faults(one, hit)]
            for reader in self.readers:
                status = reader.read(self.house.port)
                spell.read[status] += 1
                if status != 200 and not (status == 503 and self.panics()):
                    self.broken.append(f"{name}: {reader.who} reading {reader.path} was answered {status}")
        if not _turned_away(spell):
            self.broken.append(f"{name}: nobody was turned away, so nothing was tried")
        return spell

    def recover(self, spell: Trouble) -> None:
        """What was turned away is sent again with the same key, as a phone would, until it is taken."""
        begun = time.monotonic()
        while waiting := [one for one in self.sent if not one.taken]:
            self.post(waiting[:50])
            if time.monotonic() > begun + 6 * HEALED:
                self.broken.append(f"{spell.name}: {len(waiting)} forms are still not taken")
                return
            spell.healed = spell.healed or (time.monotonic() - begun if waiting[0].taken else 0.0)
        if spell.healed > HEALED:
            self.broken.append(f"{spell.name}: took {spell.healed:.1f} s to heal")


def _turned_away(spell: Trouble) -> int:
    return sum(spell.answers[status] for status in TURNED_AWAY)


def _faults(one: Sent, hit: Hit) -> Iterator[str]:
    """Whoever is turned away reads why, when to try again, and what was typed."""
    if hit.yes:
        return
    if hit.status not in TURNED_AWAY or hit.bare:
        yield f"answered {hit.status}: {hit.page[-300:]}"
    elif "retry-after" not in hit.page.lower():
        yield f"answered {hit.status} without saying when to try again"
    elif one.token not in hit.page:
        yield f"answered {hit.status}, what was typed is not on the page"


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """First full, then read-only; the same processes all the while."""
    stay, disk = None, None
    house = House(lab.home)
    try:
        readers = _readers(lab)
        connection.close()
        disk = tight_server(lab.postgres) if lab.postgres else tight(lab.home, MEGABYTES)
        if disk is None:
            return Finding("Disk full and read-only", [("the disk", NOT_HERE)])
        house.start()
        house.wait()
        stay = Stay(lab, house, readers, lab.dice, disk.panics)
        before = _processes(house)
        _live(stay, disk, given)
        if _processes(house) != before:
            stay.broken.append(f"processes were restarted: {before} became {_processes(house)}")
        settle(house)
    finally:
        house.power_cut()
        connection.close()
        if disk:
            disk.close()
    return _found(stay, disk)


def _live(stay: Stay, disk: Disk, given: argparse.Namespace) -> None:
    stay.post(stay.forms(5))
    stay.lab.say("filling the disk")
    disk.fill(stay.house)
    spell = stay.suffer("disk full", given.seconds)
    disk.heal(stay.house)
    stay.recover(spell)
    stay.lab.say(f"disk full: {dict(spell.answers)}; healed after {spell.healed:.1f} s")
    if disk.lock():
        try:
            spell = stay.suffer("read-only", given.seconds)
        finally:
            disk.unlock()
        stay.recover(spell)
        stay.lab.say(f"read-only: {dict(spell.answers)}; healed after {spell.healed:.1f} s")
    if isinstance(disk, Server):
        _panic(stay, disk, given)


def _panic(stay: Stay, disk: Server, given: argparse.Namespace) -> None:
    """Where even the server's log has no room it gives up; whoever has cleaned up starts it again, and nothing of the house."""
    disk.fill(stay.house)
    disk.drive_mad()
    spell = stay.suffer("no room for its log", given.seconds)
    disk.heal(stay.house)
    stay.recover(spell)
    stay.lab.say(f"panicked {disk.panics()} times: {dict(spell.answers)}; healed after {spell.healed:.1f} s")


def _processes(house: House) -> dict[str, list[int]]:
    return {role: sorted(pids) for role, pids in house.roles().items() if role in ("web", "worker", "keeper")}


def _readers(lab: Lab) -> list[Reader]:
    """A resident at home and with a link, a dispatcher at her list: her session was last touched minutes ago."""
    world, secret = world_again(), token_hex(12)
    case = world.assigned(at=now(), secret=digest_of(secret))
    desk = signed_in(world.dispatcher, ago=300)
    return [
        Reader("a resident", "/submit/"), Reader("a resident", f"/track/{code_of(case.pk, secret)}/"),
        Reader("a dispatcher", "/cases/", desk), Reader("a dispatcher", f"/cases/{case.number}/", desk),
    ]  # fmt: skip


def _found(stay: Stay, disk: Disk) -> Finding:
    there = Counter(
        token for text in Words.objects.values_list("text", flat=True) for token in invariants.TOKEN.findall(text)
    )
    lost = [
        f"{one.key}: acknowledged {one.taken}, stored {there[one.token]} times"
        for one in stay.sent
        if there[one.token] != one.taken
    ]
    scene = invariants.Scene({}, stay.lab.home)
    checks = (
        invariants.one_effect_a_timer,
        invariants.marked_is_said,
        invariants.one_owner,
        invariants.chains_are_whole,
    )
    broken = stay.broken + lost + [f"{check.__name__}: {breach}" for check in checks for breach in check(scene)]
    rows = [
        ("the disk", disk.means),
        ("forms sent; taken in the end, once each", f"{len(stay.sent):,}; {sum(one.taken for one in stay.sent):,}"),
    ]
    if isinstance(disk, Server):
        rows.append(("PostgreSQL panicked; had to be started by hand", f"{disk.panics()}; {disk.died}"))
    for spell in stay.spells:
        answers = ", ".join(f"{status}: {count:,}" for status, count in sorted(spell.answers.items()))
        pages = ", ".join(f"{status}: {count:,}" for status, count in sorted(spell.read.items()))
        rows += [
            (f"{spell.name}: answers to forms", answers),
            (f"{spell.name}: pages read meanwhile, resident's and staff's", pages),
            (f"{spell.name}: taken again after it was well, s", f"{spell.healed:.1f}"),
        ]
    return Finding(
        "Disk full and read-only", [*rows, ("lost, doubled, bare answers, pages refused", str(len(broken)))], broken
    )
