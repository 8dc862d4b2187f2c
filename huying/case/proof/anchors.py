"""锚 · every hour the heads of the chains that grew go into a signed file outside the database, chained to the file before.

A file is: a header line, one line "case seq digest" for each head, and a last line with the signature over all before it.
"""

import json
import os
from collections.abc import Generator, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from huying.case.models import Anchor
from huying.case.proof.fault import Fault
from huying.case.proof.rows import stream
from huying.kit import crypto

Heads = dict[int, tuple[int, bytes]]
OVERLAP = 10_000
"""Row numbers are given before commit; what was under way when the last anchor was cast is looked at again."""

GROWN = """
SELECT e.case_id, e.seq, e.mac FROM case_entry e
JOIN (SELECT case_id, MAX(seq) AS seq FROM case_entry WHERE id > {since} GROUP BY case_id) head
ON head.case_id = e.case_id AND head.seq = e.seq ORDER BY e.case_id
"""


@transaction.atomic
def anchor(at: datetime) -> Anchor | None:
    """Cast the next anchor; None when no chain has grown since the last."""
    last = Anchor.objects.order_by("-number").first()
    top = next(iter(stream("SELECT COALESCE(MAX(id), 0) FROM case_entry")))[0]
    if last and last.upto == top:
        return None
    row = Anchor(number=last.number + 1 if last else 1, at=at, upto=top)
    since = max(0, last.upto - OVERLAP) if last else 0
    row.mac = _write(row, _lines(row, bytes(last.mac) if last else b"", since))
    row.save()
    return row


def _lines(row: Anchor, before: bytes, since: int) -> Iterator[str]:
    header = {"number": row.number, "at": row.at.isoformat(), "upto": row.upto, "before": before.hex()}
    yield json.dumps(header)
    for case, seq, mac in stream(GROWN.format(since=int(since))):
        yield f"{case} {seq} {bytes(mac).hex()}"


def _write(row: Anchor, lines: Iterator[str]) -> bytes:
    """The file is whole on disk before the database says that it exists."""
    path = _path(row.number)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(lines) + "\n"
    mac = _sign(text)
    part = path.with_suffix(".part")
    with part.open("w") as file:
        file.write(text + mac.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return mac


def _path(number: int) -> Path:
    return Path(settings.HUYING_ANCHORS) / f"{number:08d}.anchor"


def _sign(text: str) -> bytes:
    return crypto.mac(settings.HUYING_KEYS.chain, b"anchor", text.encode())


def read(heads: Heads) -> Iterator[Fault]:
    """Fill in the newest anchored head of every case; say which anchors are missing, altered or newer than the ledger."""
    known = {row.number: bytes(row.mac) for row in Anchor.objects.all()}
    found = {int(path.stem): path for path in Path(settings.HUYING_ANCHORS).glob("*.anchor")}
    before = b""
    for number in sorted(known.keys() | found.keys()):
        if number not in found:
            yield Fault(0, 0, f"anchor {number} is missing")
            before = known[number]
            continue
        before = yield from _file(number, found[number], known.get(number), before, heads)


def _file(number: int, path: Path, known: bytes | None, before: bytes, heads: Heads) -> Generator[Fault, None, bytes]:
    *lines, signature = path.read_text().splitlines() or ["", ""]
    mac = _sign("\n".join(lines) + "\n")
    if mac.hex() != signature or not lines:
        yield Fault(0, 0, f"anchor {number} is not as it was cast")
        return known or b""
    if known is None:
        yield Fault(0, 0, f"anchor {number} is newer than the ledger: an old copy was restored")
    elif known != mac or json.loads(lines[0])["before"] != before.hex():
        yield Fault(0, 0, f"anchor {number} was exchanged")
    for line in lines[1:]:
        case, seq, digest = line.split()
        heads[int(case)] = (int(seq), bytes.fromhex(digest))
    return mac
