"""行 · the lines of the ledger: facts, words by digest, the chain, the outbox."""

import json
import secrets
from collections.abc import Mapping, Sequence

from huying.case import bulk
from huying.case.chain import line_mac, words_mac
from huying.case.models import Entry, Unposted, Words
from huying.case.movement import NO_LINE, Head
from huying.case.stroke import Stroke
from huying.case.who import Voice
from huying.kit.points import reached

CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def add(strokes: Sequence[Stroke], heads: Mapping[int, Head]) -> list[Entry]:
    """One line for each deed, chained to the line before it; its words in a row of their own; a row in the outbox."""
    _quote(strokes)
    entries = [_entry(stroke, heads.get(stroke.case.pk, NO_LINE)) for stroke in strokes]
    bulk.number(entries)
    bulk.insert(entries)
    told = [entry for stroke, entry in zip(strokes, entries, strict=True) if not stroke.rule.silent]
    bulk.insert_plain(
        Unposted, ("jurisdiction", "entry_id", "aside"), [(line.jurisdiction, line.pk, "") for line in told]
    )
    reached("inserted")
    return entries


def _quote(strokes: Sequence[Stroke]) -> None:
    """Put the words where the law's right to erasure can reach them; the line keeps their digest."""
    rows = []
    for stroke in strokes:
        if stroke.words:
            salt, case = secrets.token_bytes(16), stroke.case
            stroke.facts["words"] = words_mac(salt, stroke.words)
            rows.append((case.jurisdiction, case.pk, case.seq, stroke.words, salt))
    bulk.insert_plain(Words, ("jurisdiction", "case_id", "seq", "text", "salt"), rows)


def _entry(stroke: Stroke, head: Head) -> Entry:
    case, by = stroke.case, stroke.by
    entry = Entry(
        jurisdiction=case.jurisdiction, case=case, seq=head.seq + 1, deed=stroke.deed,
        at=stroke.at, happened_at=stroke.happened_at,
        by_id=None if isinstance(by, Voice) else by.pk, voice=by.value if isinstance(by, Voice) else "",
        unit_id=case.unit_id, step=case.step, stage=case.stage, round=case.round, body=_canonical(stroke),
    )  # fmt: skip
    entry.mac = line_mac(head.mac, entry)
    return entry


def _canonical(stroke: Stroke) -> str:
    """The same facts are always the same text."""
    facts = stroke.facts | ({"to": stroke.to.pk} if stroke.to else {})
    return CANONICAL(facts) if facts else ""
