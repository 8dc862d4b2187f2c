"""疑似重复 · open cases that may be the same matter, by words × place × caller. A suggestion: a person decides (RULES §1).

The newest cases that share one of the most telling pairs of characters are fetched (two queries, at most 200 texts) and
compared here. Reports are never among them (HOUSE law 8).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, radians, sin, sqrt

from django.db.models import F

from huying.case.models import Case, Kind
from huying.case.scales import Bag, Scales, scales_at
from huying.case.search.anywhere import newest_with_any
from huying.case.sight import CaseQuerySet
from huying.directory.models import Area
from huying.kit.text import similarity, title_of

LOOKED_UP = 600
COMPARED = 200
"""How many rows are found by their terms, and how many texts are then compared."""

WORDS_AT_LEAST = 0.2
LIKELY = 0.3
NEAR, FAR = 0.35, 0.6
SAME_PHONE = 0.25
CLOSE_BY, ROUND_THE_CORNER = 100, 500
"""Metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of the request for which likenesses are sought."""

    text: str
    place: str = ""
    area: Area | None = None
    point: tuple[float, float] | None = None
    phone_index: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A case that may be the same, how likely, and why: `score` from 0 to 1, `metres` where both places are known."""

    case: Case
    score: float
    metres: int | None
    same_phone: bool

    @property
    def percent(self) -> int:
        return round(self.score * 100)


def similar(asked: Asked, among: CaseQuerySet, *, at: datetime, most: int = 5) -> list[Likeness]:
    """相似 · the likeliest first. `among` is what the asker may see; only its open cases that are no reports are looked at."""
    scales = scales_at(at)
    said, title = scales.bag(asked.text), scales.bag(title_of(asked.text))
    rows = newest_with_any(scales.telling(said), most=LOOKED_UP)
    compared = [_compare(case, asked, said, title, scales) for case in _open(among, rows)] if rows else []
    likely = [found for found in compared if found is not None and found.score >= LIKELY]
    return sorted(likely, key=lambda found: (-found.score, -found.case.pk))[:most]


def _open(among: CaseQuerySet, rows: list[int]) -> Iterable[Case]:
    cases = among.filter(pk__in=rows, outcome="", words__seq=1).exclude(kind=Kind.REPORT)
    cases = cases.select_related("area", "matter", "unit", "identity").annotate(said=F("words__text"))
    return cases.order_by("-id")[:COMPARED]


def _compare(case: Case, asked: Asked, said: Bag, title: Bag, scales: Scales) -> Likeness | None:
    """Whole texts, title with text, title with title: a caller's first sentence may be all there is."""
    its_title = scales.bag(case.title)
    its_words = scales.bag(f"{case.title} {case.said}")  # type: ignore[attr-defined]
    pairs = ((said, its_words), (said, its_title), (title, its_title))
    shared = max(scales.shared(one, other) for one, other in pairs)
    if shared < WORDS_AT_LEAST:
        return None
    metres = _metres(case, asked)
    same_phone = bool(asked.phone_index) and case.identity.phone_index == asked.phone_index
    return Likeness(case, likeness(shared, _nearness(case, asked, metres), same_phone), metres, same_phone)


def likeness(words: float, nearness: float | None, same_phone: bool) -> float:
    """One figure out of three: a near place and the same caller raise what the words say, a far place lowers it."""
    score = words
    if nearness is not None:
        score = score + (1 - score) * NEAR * nearness if nearness > 0 else score * FAR
    return score + (1 - score) * SAME_PHONE if same_phone else score


def _nearness(case: Case, asked: Asked, metres: int | None) -> float | None:
    """From 0 (elsewhere) to 1 (the same spot); None where too little is known."""
    if metres is not None:
        return 1.0 if metres <= CLOSE_BY else 0.6 if metres <= ROUND_THE_CORNER else 0.0
    if asked.area and case.area and not _one_within_the_other(asked.area, case.area):
        return 0.0
    shared = similarity(asked.place, case.place)
    return shared if shared else None


def _one_within_the_other(one: Area, other: Area) -> bool:
    return one.path.startswith(other.path) or other.path.startswith(one.path)


def _metres(case: Case, asked: Asked) -> int | None:
    if asked.point is None or case.latitude is None or case.longitude is None:
        return None
    return round(distance(asked.point, (case.latitude, case.longitude)))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points of the earth."""
    north, east, north_2, east_2 = (radians(angle) for angle in (*one, *other))
    half = sin((north_2 - north) / 2) ** 2 + cos(north) * cos(north_2) * sin((east_2 - east) / 2) ** 2
    return 2 * 6_371_000 * asin(sqrt(half))
