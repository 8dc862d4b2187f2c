"""可能相同 · what one resident may learn of another's open case: these fields and no others (HOUSE law 8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from huying.case.course import Status, status
from huying.case.models import Case
from huying.case.similar import Asked, similar
from huying.directory.jurisdiction import here
from huying.directory.suggest import matter_for
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

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Two that read alike are shown once."""
        return (self.about, self.area, f"{localtime(self.received_at):%m-%d}", self.status.label)


def likes(given: dict[str, Any], *, at: datetime) -> list[Like]:
    """The likeliest open cases, for whoever is about to send the same."""
    text = given.get("text") or ""
    if len(text) < SHORTEST:
        return []
    asked = Asked(text=text, place=given.get("place") or "", area=given.get("area"), point=_point(given))
    among = Case.objects.filter(jurisdiction=here(), confidential=False)
    found = [_like(one.case, at) for one in similar(asked, among, at=at)]
    return list({like.shown: like for like in reversed(found)}.values())[::-1][:SHOWN]


def _like(case: Case, at: datetime) -> Like:
    area = case.area.name if case.area else ""
    return Like(mark_of(case), _about(case, at), area, case.received_at, status(case))


def _about(case: Case, at: datetime) -> str:
    """What it was sorted into, or what the matter list makes of it: the list's words, never the resident's."""
    suggested = [] if case.matter else matter_for(case.said, at=at)  # type: ignore[attr-defined]
    matter = case.matter or (suggested[0].matter if suggested else None)
    return matter.name if matter and matter.name else str(case.get_kind_display())


def _point(given: dict[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = given.get("latitude"), given.get("longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)
