"""原表 · the row of the file that a case came from, word for word, for the case page."""

import json

from huying.case.models import Case
from huying.steps.intake.imports.bring_in import opened
from huying.steps.intake.imports.fields import INSTANTS, LONG, PERSONAL, Field
from huying.steps.intake.imports.models import Imprint

ELSEWHERE = frozenset(LONG | INSTANTS | PERSONAL)
"""What the case itself shows, in a better form or masked."""


def kept_of(case: Case) -> dict[str, str]:
    """Our fields by their label, then the columns we did not know, by their own name. Empty for cases of other doors."""
    row = Imprint.objects.filter(case=case).first()
    if row is None or not row.kept:
        return {}
    kept = json.loads(opened(row))
    told = {str(Field(name).label): words for name, words in kept["told"].items() if name not in ELSEWHERE}
    return told | {name: str(cell) for name, cell in kept["strange"].items()}


def forget(case: Case) -> None:
    """依法删除 · redaction takes what the file said of the resident, too; the digests stay, they say nothing."""
    Imprint.objects.filter(case=case).update(kept=b"")
