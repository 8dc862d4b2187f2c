"""可能相同 · what one resident may learn of another's open case: these fields and no others (HOUSE law 8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huying.case.course import Status, status
from huying.case.models import Case
from huying.case.similar import Asked, similar
from huying.directory.jurisdiction import here
from huying.steps.intake.resident.send import mark_of

SHORTEST = 6
"""Fewer characters than this say nothing yet."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Like:
    """The matter, the village, the day and how far it is. No words of the other, no number, no exact place."""

    mark: str
    about: str
    area: str
    received_at: datetime
    status: Status


def likes(given: dict[str, Any], *, at: datetime) -> list[Like]:
    """The likeliest open cases, for whoever is about to send the same."""
    text = given.get("text") or ""
    if len(text) < SHORTEST:
        return []
    asked = Asked(text=text, place=given.get("place") or "", area=given.get("area"), point=_point(given))
    among = Case.objects.filter(jurisdiction=here(), confidential=False)
    return [_like(found.case) for found in similar(asked, among, at=at, most=SHOWN)]


def _like(case: Case) -> Like:
    about = case.matter.name if case.matter else case.get_kind_display()
    return Like(mark_of(case), about, case.area.name if case.area else "", case.received_at, status(case))


def _point(given: dict[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = given.get("latitude"), given.get("longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)
