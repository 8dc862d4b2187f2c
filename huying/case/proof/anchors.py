"""锚 · every hour the heads of the chains that grew go into a signed file outside the database, chained to the file before."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from huying.case.models import Anchor, Case, Entry
from huying.case.proof.anchor_file import Mark, Part, files, open_file, prepare
from huying.case.proof.fault import Fault
from huying.case.proof.rows import stream
from huying.kit.words import gettext_noop

Heads = dict[int, list[Mark]]
"""Case → what the anchors say of it, from the oldest on."""

OVERLAP = 10_000
"""Row numbers are given before commit; what was under way when the last anchor was cast is looked at again."""

HEADS = """
SELECT c.id, e.seq, e.mac FROM case_case c JOIN case_entry e ON e.jurisdiction = c.jurisdiction AND e.case_id = c.id
AND e.seq = (SELECT MAX(h.seq) FROM case_entry h WHERE h.jurisdiction = c.jurisdiction AND h.case_id = c.id)
WHERE c.id IN ({cases}) ORDER BY c.id
"""
CHUNK = 500


def anchor(at: datetime) -> Anchor | None:
    """Cast the next anchor; None when no chain has grown since the last, or another keeper has just cast it."""
    last = Anchor.objects.order_by("-number").first()
    if left := _left_behind(last):
        return _numbered(left)
    top = next(iter(stream("SELECT COALESCE(MAX(id), 0) FROM case_entry")))[0]
    if last and last.upto == top:
        return None
    row = Anchor(number=_free(last), at=at, upto=top)
    part = prepare(row.number, _lines(row, last))
    row.mac = part.mac
    try:
        return _numbered(row, part)
    finally:
        part.discard()


def _numbered(row: Anchor, part: Part | None = None) -> Anchor | None:
    """Only the number is taken inside, then the file settles: of two keepers the second lets the first one's stand."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if part:
                part.settle()
    except (IntegrityError, FileExistsError):
        return None
    return row


def _lines(row: Anchor, last: Anchor | None) -> Iterator[str]:
    """Read in short pieces and outside of any transaction, so nobody waits; a head that grows meanwhile comes again."""
    before = bytes(last.mac).hex() if last else ""
    yield json.dumps({"number": row.number, "at": row.at.isoformat(), "upto": row.upto, "before": before})
    for cases in _chunks(_grown(last)):
        yield from (f"{case} {seq} {bytes(mac).hex()}" for case, seq, mac in stream(HEADS.format(cases=_listed(cases))))


def _grown(last: Anchor | None) -> list[int]:
    """Every case at first, then those with new lines."""
    if last is None:
        return list(Case.objects.order_by("pk").values_list("pk", flat=True))
    since = max(0, last.upto - OVERLAP)
    return sorted({case for (case,) in stream(f"SELECT case_id FROM case_entry WHERE id > {since:d}")})  # noqa: S608


def _listed(cases: list[int]) -> str:
    return ", ".join(map(str, cases))


def _free(last: Anchor | None) -> int:
    """Past every file there is: one that is newer than the ledger knows is evidence, and is never written over."""
    return max([last.number if last else 0, *files()]) + 1


def _left_behind(last: Anchor | None) -> Anchor | None:
    """A keeper died between file and commit: what it has cast is taken up, if the ledger holds every line of it."""
    path = files().get(last.number + 1 if last else 1)
    opened = open_file(path) if path else None
    if opened is None or opened.header["before"] != (bytes(last.mac).hex() if last else ""):
        return None
    marks = dict(opened.marks)
    if not all(_holds(cases, marks) for cases in _chunks(sorted(marks))):
        return None
    header = opened.header
    return Anchor(number=header["number"], at=datetime.fromisoformat(header["at"]), upto=header["upto"], mac=opened.mac)


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _holds(cases: list[int], marks: dict[int, Mark]) -> bool:
    """Whether each of these lines stands in the ledger as it was anchored."""
    rows = Entry.objects.filter(case__in=cases).values_list("case", "seq", "mac")
    found = {(case, seq): bytes(mac) for case, seq, mac in rows}
    return all(found.get((case, marks[case][0])) == marks[case][1] for case in cases)


def read(heads: Heads) -> Iterator[Fault]:
    """Fill in what was anchored of every case; say which anchors are missing, altered or newer than the ledger."""
    known = {row.number: bytes(row.mac) for row in Anchor.objects.all()}
    found, before = files(), b""
    for number in sorted(known.keys() | found.keys()):
        if number in found:
            yield from _file(number, found[number], known.get(number), before, heads)
        else:
            yield Fault(0, 0, gettext_noop("第 %s 号锚不见了"), str(number))
        before = known.get(number, before)


def _file(number: int, path: Path, known: bytes | None, before: bytes, heads: Heads) -> Iterator[Fault]:
    opened = open_file(path)
    if opened is None:
        yield Fault(0, 0, gettext_noop("第 %s 号锚被改动过"), str(number))
        return
    if known is None:
        yield Fault(0, 0, gettext_noop("第 %s 号锚比台账新：数据库被换成了旧的备份"), str(number))
    elif known != opened.mac or opened.header["before"] != before.hex():
        yield Fault(0, 0, gettext_noop("第 %s 号锚被调换过"), str(number))
    for case, mark in opened.marks:
        said = heads.setdefault(case, [])
        if mark not in said[-1:]:
            said.append(mark)
