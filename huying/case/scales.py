"""词的分量 · how much a pair of characters tells: 路灯 more than 我们. Weighed by what people said lately, in this very place."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from huying.case.models import Words
from huying.directory.jurisdiction import here
from huying.kit.text import bigrams

TERMS = 40
READ = 600
"""How many terms of a text are looked up, and how many of its characters are read."""

SAMPLE = 300
ENOUGH = 100
FRESH = timedelta(minutes=10)

Terms = frozenset[str]


class Weights(dict[str, float]):
    """The weight of each term of the sample; one that was not in it weighs most."""

    def __init__(self, texts: list[Terms]) -> None:
        many = len(texts) + 2
        self.most = log(many) if len(texts) >= ENOUGH else 1.0
        found = Counter(term for terms in texts for term in terms) if len(texts) >= ENOUGH else {}
        super().__init__({term: log(many / (count + 1)) for term, count in found.items()})

    def __missing__(self, term: str) -> float:
        return self.most


@dataclass(frozen=True, slots=True)
class Bag:
    """The terms of a text, and what they weigh together."""

    terms: Terms
    weight: float


@dataclass(frozen=True, slots=True)
class Scales:
    """Weighs texts; made anew every ten minutes. All terms are alike while too little was said to tell."""

    at: datetime
    weights: Weights

    def bag(self, text: str) -> Bag:
        """A text, cut and weighed once."""
        terms = _terms(text)
        return Bag(terms, self._weigh(terms))

    def shared(self, one: Bag, other: Bag) -> float:
        """How much of two texts is in both, from 0 to 1 (Dice, by weight)."""
        whole = one.weight + other.weight
        return 2 * self._weigh(one.terms & other.terms) / whole if whole else 0.0

    def telling(self, bag: Bag) -> list[str]:
        """The terms by which a text is best looked for."""
        return sorted(bag.terms, key=lambda term: (-self.weights[term], term))[:TERMS]

    def _weigh(self, terms: Terms) -> float:
        return sum(map(self.weights.__getitem__, terms))


_held: list[Scales] = []


def scales_at(at: datetime) -> Scales:
    """The scales of these minutes. One query when they are made."""
    if not _held or not timedelta() <= at - _held[0].at < FRESH:
        _held[:] = [Scales(at, Weights(_sample()))]
    return _held[0]


def _sample() -> list[Terms]:
    """The newest texts."""
    newest = Words.objects.filter(jurisdiction=here(), seq=1).order_by("-id").values_list("text", flat=True)
    return [_terms(text) for text in newest[:SAMPLE]]


def _terms(text: str) -> Terms:
    return frozenset(bigrams(text[:READ]))
