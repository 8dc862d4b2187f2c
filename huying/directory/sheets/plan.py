"""预览 · what a file would do, before it does anything: row by row new, changed, ended or unchanged, and what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _

from huying.directory.models import Fate
from huying.directory.sheets.cells import Value

Values = dict[str, Value]
Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its number in Excel, and the cells of the columns that the file has."""

    number: int
    values: Values


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a row; number 0 is the file as a whole."""

    number: int
    words: str

    def __str__(self) -> str:
        return _("第 %(row)d 行：%(words)s") % {"row": self.number, "words": self.words} if self.number else self.words


@dataclass(slots=True)
class Change:
    """What becomes of one row. `before` is empty for a new one; `after` has every column."""

    number: int
    key: Key
    before: Values
    after: Values
    fate: Fate = Fate.UNCHANGED
    title: str = ""

    def differing(self) -> list[str]:
        """The names of the columns that change."""
        return [name for name, value in self.after.items() if self.before.get(name) != value]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole file, compared with what stands. With a fault in it nothing is written at all."""

    changes: Sequence[Change]
    faults: Sequence[Fault]
    ignored: Sequence[str] = ()
    notes: Sequence[str] = ()
    counts: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        found = Counter(change.fate for change in self.changes)
        object.__setattr__(self, "counts", {str(fate): found[fate] for fate in Fate})

    @property
    def moving(self) -> list[Change]:
        """The rows that would be written."""
        return [change for change in self.changes if change.fate is not Fate.UNCHANGED]

    @property
    def mark(self) -> str:
        """Equal for the same plan: what is confirmed is what was shown."""
        told = [(change.key, change.fate, change.before, change.after) for change in self.moving]
        return sha256(repr((told, list(self.faults))).encode()).hexdigest()
