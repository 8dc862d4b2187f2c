"""词 · every text that a line names by digest is the text that was said, or was redacted by a deed that says so."""

import json
from collections.abc import Iterator

from huying.case.chain import words_mac
from huying.case.proof.fault import Fault
from huying.case.proof.rows import stream
from huying.kit.words import gettext_noop

SPOKEN = """
SELECT e.case_id, e.seq, e.body, w.text, w.salt, w.redacted_at
FROM case_entry e LEFT JOIN case_words w ON w.case_id = e.case_id AND w.seq = e.seq AND w.jurisdiction = e.jurisdiction
WHERE e.body LIKE '%"words":%' ORDER BY e.case_id, e.seq
"""
STRAY = """
SELECT w.case_id, w.seq FROM case_words w LEFT JOIN case_entry e
ON w.case_id = e.case_id AND w.seq = e.seq AND w.jurisdiction = e.jurisdiction AND e.body LIKE '%"words":%' WHERE e.id IS NULL
"""
REDACTED = "SELECT case_id, body FROM case_entry WHERE deed = 'redacted'"


def check() -> Iterator[Fault]:
    """Texts that differ from their digest, are gone, or belong to no line."""
    redacted = {(case, json.loads(body).get("of")) for case, body in stream(REDACTED)}
    for case, seq, body, text, salt, redacted_at in stream(SPOKEN):
        if redacted_at is not None:
            if (case, seq) not in redacted:
                yield Fault(case, seq, gettext_noop("文字被删，却没有依法删除的记录"))
        elif text is None or words_mac(bytes(salt), text) != json.loads(body)["words"]:
            yield Fault(case, seq, gettext_noop("文字不是当初写下的文字"))
    for case, seq in stream(STRAY):
        yield Fault(case, seq, gettext_noop("有文字而没有行提到它"))
