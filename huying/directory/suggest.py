"""推荐 · which matters a text may be about, and which unit then answers for them. A suggestion with its reasons: a person decides."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log, sqrt
from typing import NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.directory.listing import leads_for
from huying.directory.matter_list import leaves_on
from huying.directory.models import Area, Matter, Unit
from huying.kit.text import bigrams, clean

FRESH = timedelta(seconds=30)
BEST = 3
MOST_SAID = 4
LEAST = 0.4
WORD, NAME, ABOVE = 1.5, 1.0, 0.7
"""A word of recognition weighs most, then the matter's own name, then the names above it."""


class Suggestion(NamedTuple):
    """A matter, and the words of the text that speak for it."""

    matter: Matter
    reason: str


def matter_for(text: str, *, at: datetime) -> list[Suggestion]:
    """推荐事项 · the three likeliest, the best first; none where nothing speaks for any."""
    said = clean(text).casefold()
    terms = set(bigrams(said))
    scored = [
        (score, line, found) for line in _lines(at) for score, found in [line.score(said, terms)] if score >= LEAST
    ]
    scored.sort(key=lambda one: (-one[0], one[1].matter.pk))
    return [Suggestion(line.matter, _reason(found, said)) for _score, line, found in scored[:BEST]]


def unit_for(matter: Matter, area: Area | None) -> Unit | None:
    """推荐单位 · the nearest unit that leads by the list; None where the list names nobody for the place."""
    return next(iter(leads_for(matter, area)), None)


def _reason(found: Sequence[str], said: str) -> str:
    """The words of the text, neighbouring pairs put together again."""
    runs: list[str] = []
    for term in dict.fromkeys(found):
        joined = runs[-1] + term[1:] if runs and runs[-1][-1] == term[0] else ""
        if joined and joined in said:
            runs[-1] = joined
        else:
            runs.append(term)
    return _("文中有%s") % "".join(f"“{word}”" for word in list(dict.fromkeys(runs))[:MOST_SAID])


@dataclass(slots=True)
class _Line:
    """A matter, cut into what may be found in a text."""

    matter: Matter
    words: Sequence[str]
    name: Sequence[str]
    above: Sequence[str]
    rarity: dict[str, float] = field(default_factory=dict)

    def score(self, said: str, terms: set[str]) -> tuple[float, list[str]]:
        words = [word for word in self.words if word in said]
        name = [term for term in self.name if term in terms]
        above = [term for term in self.above if term in terms]
        weight = WORD * sum(len(word) / 2 for word in words)
        weight += NAME * self._part(name, self.name) + ABOVE * self._part(above, self.above)
        return weight, words + name + above

    def _part(self, found: Iterable[str], whole: Iterable[str]) -> float:
        """How much of a name was found; what many matters are called says little."""
        total = sum(self.rarity[term] for term in whole)
        return sum(self.rarity[term] for term in found) / sqrt(total) if total else 0.0


_held: list[tuple[datetime, list[_Line]]] = []


def forget() -> None:
    """The matter list was edited in this process."""
    _held.clear()


def _lines(at: datetime) -> list[_Line]:
    """The list in force, cut once for half a minute."""
    if not _held or not timedelta() <= at - _held[0][0] < FRESH:
        _held[:] = [(at, list(_cut(leaves_on(localdate(at)))))]
    return _held[0][1]


def _cut(matters: Iterable[Matter]) -> Iterator[_Line]:
    lines = [_line(matter) for matter in matters]
    counts = Counter(term for line in lines for term in {*line.name, *line.above})
    rarity = {term: log(1 + len(lines) / count) / log(1 + len(lines)) for term, count in counts.items()}
    for line in lines:
        line.rarity = rarity
        yield line


def _line(matter: Matter) -> _Line:
    *above, name = matter.full_name.split("/")
    words = [word.casefold() for word in matter.words.split()]
    return _Line(matter, words, list(dict.fromkeys(bigrams(name))), list(dict.fromkeys(bigrams(" ".join(above)))))
