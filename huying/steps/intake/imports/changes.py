"""有变 · a row that is there already says something else now: a note on the case, once, and a person looks at it."""

import json
from collections.abc import Sequence
from datetime import datetime

from huying.case import ledger
from huying.case.ledger import Stroke
from huying.case.models import Case
from huying.case.who import Actor
from huying.directory.jurisdiction import here
from huying.steps.intake.imports.bring_in import imprint, opened, sealed
from huying.steps.intake.imports.fields import LONG, PERSONAL, Field
from huying.steps.intake.imports.models import Imprint
from huying.steps.intake.imports.reading import Reading


def note_changes(readings: Sequence[Reading], cases: dict[str, int], *, by: Actor, at: datetime) -> list[Reading]:
    """The rows whose case was given a note. One that turns out to say the same, or was noted by a rival, is left out."""
    if not readings:
        return []
    rows = {row.case_id: row for row in _imprints({cases[reading.identity] for reading in readings})}
    return [reading for reading in readings if _note(reading, rows[cases[reading.identity]], by=by, at=at)]


def adopt(readings: Sequence[Reading], cases: dict[str, int], source: str) -> None:
    """The case came in by another door under this number: from now on we know what its row looks like."""
    if not readings:
        return
    standing = Case.objects.in_bulk([cases[reading.identity] for reading in readings])
    rows = [imprint(reading, standing[cases[reading.identity]], source) for reading in readings]
    Imprint.objects.bulk_create(rows, ignore_conflicts=True)


def changed_fields(before: dict[str, str], after: dict[str, str]) -> list[Field]:
    """What differs, in the order of our fields. What the new file does not tell has not changed."""
    return [field for field in Field if field in after and after[field] != before.get(field, "")]


def _imprints(cases: set[int]) -> list[Imprint]:
    return list(Imprint.objects.filter(jurisdiction=here(), case__in=cases).select_related("case__unit"))


def _note(reading: Reading, row: Imprint, *, by: Actor, at: datetime) -> bool:
    """What the law had us delete does not come back by another file."""
    if not row.kept:
        return False
    before, after = json.loads(opened(row))["told"], json.loads(reading.kept)["told"]
    fields = changed_fields(before, after)
    if not _store(reading, row) or not fields:
        return False
    words = "\n".join(_said(field, before.get(field, ""), reading) for field in fields)
    stroke = Stroke(row.case, "city_changed", by, at, words=words, facts={"fields": [str(field) for field in fields]})
    ledger.write_many([stroke])
    return True


def _store(reading: Reading, row: Imprint) -> bool:
    """Of two rivals who read the same imprint, the second writes nothing."""
    standing = Imprint.objects.filter(pk=row.pk, content=row.content)
    row.content, row.kept = reading.content, sealed(reading, row.case_id)
    return bool(standing.update(content=row.content, kept=row.kept))


def _said(field: Field, before: str, reading: Reading) -> str:
    """Long texts in full as they are now; of a person only that something changed."""
    if field in PERSONAL:
        return f"{field.label}：***"
    if field in LONG:
        return f"{field.label}：{reading.told[field]}"
    return f"{field.label}：{before or '—'} → {reading.told[field]}"
