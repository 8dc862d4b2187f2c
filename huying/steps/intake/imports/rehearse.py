"""演练 · the counts of a whole file, with nothing written."""

from collections import Counter
from datetime import datetime
from itertools import islice
from pathlib import Path

from huying.kit import sheet
from huying.steps.intake.imports.fields import KNOWN
from huying.steps.intake.imports.mapping import Columns
from huying.steps.intake.imports.preview import SAMPLED, counted, noticed, read_all
from huying.steps.intake.imports.reading import Reader
from huying.steps.intake.imports.sorting import Found, look_up, sort


def rehearse(path: Path, chosen: Columns, source: str, *, at: datetime) -> tuple[Counter[str], Counter[str]]:
    """What an import would count, and what it would notice."""
    counts: Counter[str] = Counter(rows=0, created=0, repeated=0, rejected=0)
    notices: Counter[str] = Counter()
    found = Found()
    with sheet.open_rows(path, known=KNOWN) as table:
        reader = Reader(table.columns, chosen, at=at)
        while rows := list(islice(table.rows, SAMPLED)):
            understood, unfit = read_all(rows, reader)
            found.learn(look_up(understood, source))
            counts.update(counted(sort(understood, found), unfit))
            notices.update(noticed(understood))
    return counts, notices
