"""不变量 · what must hold whatever was killed: each check compares the clients' own ledgers with the database and the house's files.

`broken(told, home)` runs them all and names every breach. One check is one function, given a `Scene`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.faultlab.outside import Told
from huying.case.clocks import Clock
from huying.case.deeds import DEEDS
from huying.case.models import Case, Deadline, Entry, Submission, Unposted, Words
from huying.case.proof import verify
from huying.case.steps import Place, Stage, Step
from huying.oversight.month.figures import recomputed, rows
from huying.oversight.month.tally import tally
from huying.post.models import Letter, State
from huying.post.readers import RESIDENT_HEARS

KEYED = frozenset({"resident", "desk", "act", "track"})
MAKING = frozenset({"resident", "desk"})
WARNINGS = frozenset({"urged", "breached", "raised", "summoned"})
OUTLIVES = frozenset({Clock.COMMITMENT, Clock.REOPEN})
TOKEN = re.compile(r"(?<![a-z])[a-z]{16}(?![a-z])")
ALWAYS = date(2000, 1, 1), date(2100, 1, 1)


@dataclass
class Scene:
    """What the clients say, and the tables, each read once."""

    told: dict[str, Told]
    home: Path

    @cached_property
    def stored(self) -> dict[tuple[str, str], Submission]:
        return {(row.door, row.key): row for row in Submission.objects.all()}

    @cached_property
    def tokens(self) -> Counter[str]:
        texts = Words.objects.values_list("text", flat=True)
        return Counter(token for text in texts.iterator() for token in TOKEN.findall(text))

    @cached_property
    def entries(self) -> list[Entry]:
        return list(Entry.objects.order_by("case_id", "seq").defer("mac"))

    @cached_property
    def deadlines(self) -> dict[tuple[int, str, int], Deadline]:
        return {(row.case_id, row.kind, row.seq): row for row in Deadline.objects.all()}


Check = Callable[[Scene], Iterator[str]]


def broken(told: dict[str, Told], home: Path) -> list[str]:
    """Every breach of every invariant, in words."""
    scene = Scene(told, home)
    while tally():
        pass
    return [f"{check.__name__}: {breach}" for check in CHECKS for breach in check(scene)]


def acknowledged_is_stored(scene: Scene) -> Iterator[str]:
    """已答必存 · what a client heard a yes to is there: its key, and its words exactly once."""
    for one in scene.told.values():
        if one.acknowledged and one.door in KEYED and (one.door, one.key) not in scene.stored:
            yield f"{one.door} {one.key} was answered {one.statuses} and is not stored"
        if one.acknowledged and one.token and scene.tokens[one.token] != 1:
            yield f"{one.door} {one.key} was answered {one.statuses}, its words stand {scene.tokens[one.token]} times"


def stored_was_sent(scene: Scene) -> Iterator[str]:
    """存者必发 · nothing is there that nobody sent, nothing twice, and nothing of what was refused."""
    sent = {one.token for one in scene.told.values()}
    for token, count in scene.tokens.items():
        if token not in sent or count != 1:
            yield f"words {token} stand {count} times, sent: {token in sent}"
    for door, key in scene.stored:
        if key not in scene.told or scene.told[key].door != door:
            yield f"{door} {key} is stored and was never sent"
    for one in scene.told.values():
        if one.refused and (scene.tokens[one.token] or (one.door, one.key) in scene.stored):
            yield f"{one.door} {one.key} was refused {one.statuses} and is stored"


def one_case_a_key(scene: Scene) -> Iterator[str]:
    """一键一件 · every key that makes a case made one, and every case was made by one key."""
    made = Counter(row.answer.get("pk") for (door, _key), row in scene.stored.items() if door in MAKING)
    cases = set(Case.objects.values_list("pk", flat=True))
    yield from (f"case {pk} has {count} keys" for pk, count in made.items() if count != 1 or pk not in cases)
    yield from (f"case {pk} was made by no key" for pk in cases - made.keys())


def one_effect_a_timer(scene: Scene) -> Iterator[str]:
    """一钟一效 · each rung of each clock warned once, before its end; each claim that ran out was given on once.

    Before by the order of the lines, too: a deed that came to the door first may be written after the keeper's.
    """
    seen: Counter[tuple[Any, ...]] = Counter()
    over: set[tuple[int, str]] = set()
    for line in scene.entries:
        rule = DEEDS[line.deed]
        over |= {(line.case_id, kind) for kind in rule.keeps | rule.drops}
        over -= {(line.case_id, kind) for kind in rule.opens}
        if line.deed in WARNINGS and "rung" in line.facts:
            seen[line.case_id, line.facts["clock"], line.facts["of"], line.facts["rung"]] += 1
            row = scene.deadlines[line.case_id, line.facts["clock"], line.facts["of"]]
            if row.ended_at and row.ended_at < line.at and (line.case_id, row.kind) in over:
                yield f"case {line.case_id}: {line.deed} of the {row.kind} clock after its end"
        elif line.deed == "unclaimed":
            seen[line.case_id, line.deed, line.facts["of"]] += 1
    yield from (f"{what} happened {count} times" for what, count in seen.items() if count != 1)


def marked_is_said(scene: Scene) -> Iterator[str]:
    """有记必有行 · no warning is marked on a clock without its line, none set aside."""
    breached = {
        (line.case_id, line.facts.get("clock"), line.facts.get("of"))
        for line in scene.entries
        if line.deed == "breached"
    }
    for key, row in scene.deadlines.items():
        if row.aside:
            yield f"case {row.case_id}: the {row.kind} clock was set aside: {row.aside}"
        if row.rung > 2 and key not in breached:
            yield f"case {row.case_id}: the {row.kind} clock is marked as broken, no line says so"


def one_owner(scene: Scene) -> Iterator[str]:
    """一件一主 · the lines, replayed by the deed table, lead where the case stands; each move began where it may."""
    places: dict[int, tuple[Place | None, int | None]] = defaultdict(lambda: (None, None))
    for line in scene.entries:
        where, _unit = places[line.case_id]
        deed = DEEDS[line.deed]
        if deed.origin and where not in deed.origin:
            yield f"case {line.case_id} line {line.seq}: {line.deed} from {where}"
        places[line.case_id] = Place(Step(line.step), Stage(line.stage)), line.unit_id
    for case in Case.objects.all():
        if places[case.pk] != (case.where, case.unit_id):
            yield f"case {case.pk} stands at {case.where} with {case.unit_id}, its lines say {places[case.pk]}"


def chains_are_whole(scene: Scene) -> Iterator[str]:
    """链不断 · what `huying verify` says."""
    report = verify()
    yield from (f"case {fault.case} line {fault.seq}: {fault.what}" for fault in report.faults)


def letters_arrive(scene: Scene) -> Iterator[str]:
    """信必达 · every line that a resident hears of was carried once at least, and told once; the outbox is empty."""
    yield from (f"line {row.entry_id} was set aside: {row.aside}" for row in Unposted.objects.exclude(aside=""))
    files = {path.stem for path in (scene.home / "outgoing").glob("*.json")}
    letters = {row.key: row for row in Letter.objects.filter(carrier="file")}
    told = Counter((line.case_id, line.facts["of"]) for line in scene.entries if line.deed == "told")
    for line in scene.entries:
        if line.deed in RESIDENT_HEARS:
            yield from _letter(f"{line.pk}-resident-file", letters, files, told[line.case_id, line.seq])
    yield from (f"file {key} is no letter" for key in files - letters.keys())
    yield from (f"letter {row.key} {row.state}: {row.error}" for row in Letter.objects.exclude(state=State.CARRIED))


def _letter(key: str, letters: dict[str, Letter], files: set[str], told: int) -> Iterator[str]:
    if key not in letters:
        yield f"letter {key} was never written"
    elif key not in files or told != 1:
        yield f"letter {key}: at the carrier {key in files}, told {told} times"


def the_month_adds_up(scene: Scene) -> Iterator[str]:
    """月数可复算 · the counts equal what the lines say."""
    counted, again = rows(*ALWAYS), recomputed(*ALWAYS)
    yield from (f"counted {one}, recomputed {two}" for one, two in zip(counted, again, strict=False) if one != two)
    if len(counted) != len(again):
        yield f"{len(counted)} rows counted, {len(again)} recomputed"


def open_clocks_have_open_cases(scene: Scene) -> Iterator[str]:
    """钟随件止 · no duty runs on a case that has ended."""
    ended = set(Case.objects.exclude(ended_at=None).values_list("pk", flat=True))
    for row in scene.deadlines.values():
        if row.ended_at is None and row.kind not in OUTLIVES and row.case_id in ended:
            yield f"case {row.case_id} has ended, its {row.kind} clock runs"


def answers_have_words(scene: Scene) -> Iterator[str]:
    """答必有话 · nobody saw a bare error, nor a fault of the program."""
    for one in scene.told.values():
        if one.bare or 500 in one.statuses:
            yield f"{one.door} {one.path}: {one.bare} bare answers among {dict(Counter(one.statuses))}"


CHECKS: tuple[Check, ...] = (
    acknowledged_is_stored, stored_was_sent, one_case_a_key, one_effect_a_timer, marked_is_said, one_owner,
    chains_are_whole, letters_arrive, the_month_adds_up, open_clocks_have_open_cases, answers_have_words,
)  # fmt: skip
