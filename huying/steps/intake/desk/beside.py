"""旁边 · what the desk sees while the caller still speaks: what was recognised, earlier calls, similar open cases, who would get it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from huying.case.course import Status, status
from huying.case.identity import open_to, phone_index
from huying.case.models import Case
from huying.case.sight import CaseQuerySet
from huying.case.similar import Asked, Likeness, similar
from huying.directory.models import Area, AreaLevel, Limit, Matter, Person, Unit
from huying.directory.models.valid import in_force
from huying.directory.suggest import Suggestion, matter_for, unit_for
from huying.kit.text import title_of
from huying.steps.intake.alarms import Alarm, alarms_in
from huying.steps.intake.desk.named import matter_label
from huying.steps.intake.promise import handling_limit, when

EARLIER = 6
PLACES = 3


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case of the same phone."""

    case: Case
    status: Status


@dataclass(frozen=True, slots=True)
class Known:
    """A matter that may be put into the form, and why it is suggested."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that stands beside the form."""

    title: str
    matters: list[Known]
    areas: list[Area]
    alarms: list[Alarm]
    earlier: list[Earlier]
    likes: list[Likeness]
    unit: Unit | None
    usual: str
    urgent: str


def beside(given: dict[str, Any], *, by: Person, at: datetime) -> Beside:
    """From what has been typed so far; what is still missing is simply not looked for."""
    text = given.get("text") or ""
    suggested = matter_for(text, at=at) if text else []
    matter = given.get("matter") or (suggested[0].matter if suggested else None)
    areas = _areas_in(f"{text} {given.get('place') or ''}", at)
    area = given.get("area") or (areas[0] if areas else None)
    return Beside(
        title=title_of(text),
        matters=[_known(one) for one in suggested],
        areas=areas,
        alarms=alarms_in(text),
        earlier=_earlier(given.get("phone") or "", by, at),
        likes=_likes(given, area, by, at),
        unit=unit_for(matter, area) if matter else None,
        usual=when(_limit(given, matter, at), at),
        urgent=when(_limit(given, matter, at, urgent=True), at),
    )


def _known(one: Suggestion) -> Known:
    return Known(matter_label(one.matter), one.reason)


def _limit(given: dict[str, Any], matter: Matter | None, at: datetime, *, urgent: bool = False) -> Limit | None:
    return handling_limit(at, urgent=urgent, matter=matter, kind=given.get("kind") or "")


def _areas_in(text: str, at: datetime) -> list[Area]:
    """The villages that are named in the text; the longer name first."""
    rows: Iterable[Area] = Area.objects.filter(in_force(localdate(at)), level=AreaLevel.VILLAGE)[:2000]
    found = [area for area in rows if area.name and area.name in text]
    return sorted(found, key=lambda area: -len(area.name))[:PLACES]


def _earlier(phone: str, by: Person, at: datetime) -> list[Earlier]:
    """Of those the reader may see; and whoever may not learn who stands behind a confidential case is not told here either."""
    if not phone:
        return []
    rows = _own(by, at).filter(identity__phone_index=phone_index(phone)).order_by("-id")[:EARLIER]
    return [Earlier(case, status(case)) for case in rows]


def _likes(given: dict[str, Any], area: Area | None, by: Person, at: datetime) -> list[Likeness]:
    if not given.get("text"):
        return []
    phone = given.get("phone") or ""
    asked = Asked(text=given["text"], place=given.get("place") or "", area=area, phone_index=phone_index(phone))
    return similar(asked, _own(by, at), at=at)


def _own(by: Person, at: datetime) -> CaseQuerySet:
    """What the reader both sees and may know the people of."""
    among = open_to(by, at=at)
    cases: CaseQuerySet = Case.objects.seen_by(by, at=at)
    return cases.none() if among is None else cases.filter(among)
