"""链与位 · each line follows from the one before it, by its digest and by the deed table; the case stands where its last line left it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from huying.case.chain import line_mac
from huying.case.deeds import DEEDS
from huying.case.proof.anchor_file import Mark
from huying.case.proof.anchors import Heads
from huying.case.proof.fault import Fault
from huying.case.proof.rows import Row, entries, stream
from huying.case.steps import Place, Stage, Step
from huying.kit.words import gettext_noop

STANDING = "SELECT id, step, stage, round, unit_id, seq, version FROM case_case ORDER BY id"


@dataclass(slots=True)
class Count:
    """How far the reading has come."""

    entries: int = 0
    cases: int = 0
    tell: Callable[[int], None] = field(default=lambda count: None)


def check(heads: Heads, count: Count) -> Iterator[Fault]:
    """Faults of every chain, case by case; a case without lines and lines without a case among them."""
    chains = groupby(entries(), key=itemgetter(0))
    chain = next(chains, None)
    for case, *standing in stream(STANDING):
        count.cases += 1
        while chain and chain[0] < case:
            yield Fault(chain[0], 1, gettext_noop("有行而没有件"))
            chain = next(chains, None)
        if chain and chain[0] == case:
            yield from _chain(case, chain[1], tuple(standing), heads, count)
            chain = next(chains, None)
        else:
            yield Fault(case, 0, gettext_noop("有件而没有行"))
    if chain:
        yield Fault(chain[0], 1, gettext_noop("有行而没有件"))


def _chain(case: int, rows: Iterable[Row], standing: tuple[object, ...], heads: Heads, count: Count) -> Iterator[Fault]:
    """The first fault of one chain; what follows a broken link is not worth saying."""
    before, place, moves, row = b"", None, 0, None
    marks = heads.pop(case, [])[::-1]
    for seq, row in enumerate(rows, start=1):
        _tick(count)
        mac = bytes(row.mac)
        if fault := _line(case, seq, row, before, mac, place) or _marked(case, seq, mac, marks):
            yield fault
            return
        before, place, moves = mac, Place(Step(row.step), Stage(row.stage)), moves + DEEDS[row.deed].moves
    assert row is not None
    if marks:
        yield Fault(case, row.seq + 1, gettext_noop("库外锚里记着的行不见了"))
    elif (row.step, row.stage, row.round, row.unit_id, row.seq, moves) != standing:
        yield Fault(case, row.seq, gettext_noop("件的现状与最后一行不符"))


def _marked(case: int, seq: int, mac: bytes, marks: list[Mark]) -> Fault | None:
    """Held against every anchor that has this line; the earliest that differs is as near to the deed as anchors can come."""
    while marks and marks[-1][0] == seq:
        if marks.pop()[1] != mac:
            return Fault(case, seq, gettext_noop("这一行不是库外锚里记着的那一行"))
    return None


def _line(case: int, seq: int, row: Row, before: bytes, mac: bytes, place: Place | None) -> Fault | None:
    if row.seq != seq:
        return Fault(case, seq, gettext_noop("缺了一行"))
    if line_mac(before, row) != mac:
        return Fault(case, seq, gettext_noop("这一行被改动过"))
    if not _follows(row, place):
        return Fault(case, seq, gettext_noop("按办理流程走不到这一行"))
    return None


def _follows(row: Row, place: Place | None) -> bool:
    """The deed starts where the case stood and leads where the line says."""
    rule = DEEDS.get(row.deed)
    if rule is None or (place is None) != rule.makes or (place is not None and place not in rule.origin):
        return False
    target = rule.target or place
    assert target is not None
    return (target.step or (place and place.step), target.stage) == (row.step, row.stage)


def _tick(count: Count) -> None:
    count.entries += 1
    if count.entries % 1000 == 0:
        count.tell(count.entries)
