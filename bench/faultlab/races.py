"""抢单 · a thousand rivals for a case, while its clock runs out and the resident takes it back; then notes on one case at once."""

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_hex
from typing import Final

from bench.faultlab import invariants
from bench.faultlab.burst import Hit, Shot, burst
from bench.faultlab.house import House
from bench.faultlab.known import world_again
from bench.faultlab.lab import SHORT_CLOCKS, Finding, Lab
from bench.signed import signed_in
from huying.case.models import Case, Words
from huying.case.tracking import code_of, digest_of
from huying.directory.models import Person, Unit
from huying.directory.roles import Role
from huying.kit.clock import now
from tests.world import World

WAYS: Final = {"claims alone": 3, "and the clock runs out": 3, "and it is taken back": 2, "all three": 2}
OURS: Final = ("抢先领办", "已派给", "已由他人", "提请领导", "已撤回", "截止")
"""One of these stands in what a loser reads: who was quicker, or that it is too late."""

LATE: Final = "截止"
ENDS: Final = ("claimed", "assigned", "put_to_leader", "withdrawn")
KEEPER: Final = 90.0
CLAIM: Final = "/board/claim/"


@dataclass
class Tally:
    """All races so far."""

    races: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody of one of the two units that were asked."""

    unit: int
    cookie: str
    address: str


def run(lab: Lab, given: argparse.Namespace) -> Finding:
    """So many races of so many rivals, and so many notes."""
    house, world = House(lab.home), world_again()
    house.start()
    house.wait()
    rivals, tally, begun = _rivals(world, given.rivals), Tally(), time.monotonic()
    try:
        for number in range(given.races):
            _race(house, world, rivals, lab.dice, tally)
            lab.say(f"race {number + 1}: {dict(tally.ends)}, answers {dict(tally.answers)}")
        took = time.monotonic() - begun
        notes = _notes(house, world, rivals, given.notes, tally)
    finally:
        house.power_cut()
    tally.broken += [
        f"{check.__name__}: {breach}" for check in STANDING for breach in check(invariants.Scene({}, lab.home))
    ]
    return Finding("Races", _rows(given, tally, took, notes), tally.broken)


STANDING = (
    invariants.one_effect_a_timer, invariants.marked_is_said, invariants.one_owner, invariants.chains_are_whole,
    invariants.open_clocks_have_open_cases,
)  # fmt: skip
"""Those that ask the database alone: cases are put on the board here without a client."""


def _rivals(world: World, count: int) -> list[Rival]:
    """Half of them from the village, half from the office."""
    units = (world.east, world.office)
    people = [world.person(Role.LIAISON, units[n % 2], f"-{n}") for n in range(count)]
    return [_rival(person, units[n % 2], n) for n, person in enumerate(people)]


def _rival(person: Person, unit: Unit, number: int) -> Rival:
    return Rival(unit.pk, signed_in(person), f"10.1.{number // 250}.{number % 250 + 1}")


def _race(house: House, world: World, rivals: Sequence[Rival], dice: random.Random, tally: Tally) -> None:
    way, secret = dice.choices(list(WAYS), list(WAYS.values()))[0], token_hex(12)
    runs_out = way in ("and the clock runs out", "all three")
    ahead = dice.uniform(0.5, 2.0) if runs_out else SHORT_CLOCKS["claim"] * 60
    case = world.offered(at=now() + timedelta(seconds=ahead - SHORT_CLOCKS["claim"] * 60), secret=digest_of(secret))
    begins = ahead + dice.uniform(-0.5, 0.2) if runs_out else 0.1
    shots = [_claim(case, rival, dice.uniform(begins, begins + 0.8)) for rival in rivals]
    if way in ("and it is taken back", "all three"):
        fields: dict[str, object] = {"sure": "on", "reason": "", "idempotency_key": token_hex(16)}
        shots.append(Shot(f"/track/{code_of(case.pk, secret)}/withdraw/", fields, after=dice.uniform(0, begins + 0.3)))
    hits = burst(house.port, shots)
    tally.races[way] += 1
    _look(case, hits, tally)


def _claim(case: Case, rival: Rival, after: float) -> Shot:
    fields: dict[str, object] = {"number": case.number, "unit": rival.unit}
    return Shot(CLAIM, fields, rival.cookie, rival.address, after)


def _look(case: Case, hits: Sequence[Hit], tally: Tally) -> None:
    """One winner or none; whoever lost was told so in words."""
    deeds = _settled(case)
    won = [hit for hit in hits if hit.yes and hit.shot.path == CLAIM]
    back = [hit for hit in hits if hit.yes and hit.shot.path != CLAIM]
    first = next((deed for deed in ENDS if deeds[deed]), "open")
    tally.ends[first] += 1
    tally.answers.update(hit.status for hit in hits)
    takers = deeds["claimed"] + deeds["assigned"] + deeds["put_to_leader"]
    unheard = {hit.shot.path for hit in hits if not hit.status}
    heard = len(won) == deeds["claimed"] or (CLAIM in unheard and len(won) < deeds["claimed"])
    if not heard or takers > 1 or (len(back) != deeds["withdrawn"] and len(unheard - {CLAIM}) == 0) or first == "open":
        tally.broken.append(
            f"case {case.number}: {len(won)} heard that they won, {len(back)} took it back, lines {dict(deeds)}"
        )
    tally.broken += [
        f"case {case.number}: {hit.status} {_told(hit)[:200]}"
        for hit in hits
        if hit.status and not hit.yes and not _is_clear(hit)
    ]


def _settled(case: Case) -> Counter[str]:
    """Its lines, once somebody has it: where all came too late, the keeper is on its way."""
    until = time.monotonic() + KEEPER
    while True:
        deeds = Counter(case.entries.values_list("deed", flat=True))
        if any(deeds[end] for end in ENDS) or time.monotonic() > until:
            return deeds
        time.sleep(0.2)


def _is_clear(hit: Hit) -> bool:
    """409 with who was quicker; 422 only where the clock had run out and nobody had acted on it yet."""
    if hit.shot.path != CLAIM:
        return hit.status in (409, 422) and not hit.bare
    words = [word for word in OURS if word in hit.page]
    return (hit.status == 409 and bool(words)) or (hit.status == 422 and LATE in words)


def _told(hit: Hit) -> str:
    return hit.page.partition("\r\n\r\n")[2] or hit.page


def _notes(house: House, world: World, rivals: Sequence[Rival], count: int, tally: Tally) -> str:
    """Many people write on one case in the same instant: none is refused, none is lost."""
    case = world.assigned(at=now())
    writers = [rival for rival in rivals if rival.unit == world.east.pk]
    words = [f"批注{n}·{token_hex(4)}" for n in range(count)]
    path, keys = f"/cases/{case.number}/comment/", [token_hex(16) for _ in words]
    shots = [
        Shot(path, {"words": said, "idempotency_key": key}, writers[n % len(writers)].cookie)
        for n, (said, key) in enumerate(zip(words, keys, strict=True))
    ]
    begun = time.monotonic()
    hits = burst(house.port, shots)
    took = time.monotonic() - begun
    there = Counter(Words.objects.filter(case=case, text__in=words).values_list("text", flat=True))
    refused = Counter(hit.status for hit in hits if not hit.yes)
    if there != Counter(words) or refused:
        tally.broken.append(f"notes: {len(words)} sent, {sum(there.values())} kept, refused {dict(refused)}")
    return f"{sum(there.values()):,} of {count:,} in {took:.1f} s"


def _rows(given: argparse.Namespace, tally: Tally, took: float, notes: str) -> list[tuple[str, str]]:
    ways = ", ".join(f"{name} {count}" for name, count in tally.races.most_common())
    ends = ", ".join(f"{name} {count}" for name, count in tally.ends.most_common())
    answers = ", ".join(f"{status}: {count:,}" for status, count in sorted(tally.answers.items()))
    return [
        (
            "races, rivals in each",
            f"{given.races}, {given.rivals:,} (a connection and a session each), in {took:.0f} s",
        ),
        ("of which", ways),
        ("who had it in the end", ends),
        ("answers (0: none within two minutes)", answers),
        ("notes on one case at once, kept", notes),
        ("two winners, unclear refusals, notes lost, other faults", str(len(tally.broken))),
    ]
