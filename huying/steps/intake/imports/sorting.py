"""分拣 · which rows are new, which were there before, which of those say something else now, which repeat another's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Min, Q

from huying.case.models import Case
from huying.directory.jurisdiction import here
from huying.steps.intake.imports.models import Imprint
from huying.steps.intake.imports.reading import Reading

NUMBERED, KEYED = ~Q(source_number=""), ~Q(key="")
"""Said as the unique indexes say it: without these words the database would read every row of the source."""


@dataclass(slots=True)
class Standing:
    """A row that is there already: its case (none yet within the same batch), and what it said last."""

    case: int | None
    content: str | None


@dataclass(slots=True)
class Found:
    """What the database knows of these rows; grows with the rows that are new."""

    rows: dict[str, Standing] = field(default_factory=dict)
    words: dict[str, int | None] = field(default_factory=dict)

    def learn(self, other: "Found") -> None:
        """Take over what a further look brought; what was learnt from the file itself stays."""
        self.rows = other.rows | self.rows
        self.words = other.words | self.words


@dataclass(slots=True)
class Sorted:
    """The rows of a batch. `echoes` repeat the words of a row of the same batch, and are written after it.

    `adopted` are repeated rows whose case came in by another door: nothing is known of what the row said before.
    """

    new: list[Reading] = field(default_factory=list)
    echoes: list[Reading] = field(default_factory=list)
    repeated: int = 0
    changed: list[Reading] = field(default_factory=list)
    adopted: list[Reading] = field(default_factory=list)
    suspected: dict[int, int | None] = field(default_factory=dict)

    @property
    def created(self) -> int:
        return len(self.new) + len(self.echoes)


def look_up(readings: Sequence[Reading], source: str) -> Found:
    """Two or three queries, whatever the number of rows."""
    numbers = [reading.number for reading in readings if reading.number]
    keys = [reading.identity for reading in readings if not reading.number]
    return Found(_numbered(numbers, source) | _keyed(keys, source), _spoken({reading.words for reading in readings}))


def sort(readings: Iterable[Reading], found: Found) -> Sorted:
    """In the order of the file. `found` learns every new row."""
    into = Sorted()
    for reading in readings:
        standing = found.rows.get(reading.identity)
        if standing is None:
            _welcome(reading, found, into)
            found.rows[reading.identity] = Standing(None, reading.content)
            continue
        into.repeated += 1
        if standing.content is None:
            into.adopted.append(reading)
        elif standing.content != reading.content:
            into.changed.append(reading)
        standing.content = reading.content
    return into


def _welcome(reading: Reading, found: Found, into: Sorted) -> None:
    """A new row; the same words under another number are suspected, never dropped."""
    if reading.words not in found.words:
        found.words[reading.words] = None
        into.new.append(reading)
        return
    first = found.words[reading.words]
    into.suspected[reading.row] = first
    (into.echoes if first is None else into.new).append(reading)


def _numbered(numbers: list[str], source: str) -> dict[str, Standing]:
    """By the number: also cases that came in by another door under it."""
    if not numbers:
        return {}
    rows = Case.objects.filter(NUMBERED, jurisdiction=here(), source=source, source_number__in=numbers)
    values = rows.values_list("source_number", "pk", "imprint__content")
    return {number: Standing(pk, content) for number, pk, content in values}


def _keyed(keys: list[str], source: str) -> dict[str, Standing]:
    if not keys:
        return {}
    rows = Imprint.objects.filter(KEYED, jurisdiction=here(), source=source, key__in=keys)
    return {key: Standing(pk, content) for key, pk, content in rows.values_list("key", "case", "content")}


def _spoken(digests: set[str]) -> dict[str, int | None]:
    """The first case that said these words."""
    rows = Imprint.objects.filter(jurisdiction=here(), words__in=digests)
    return dict(rows.values_list("words").annotate(first=Min("case")))
