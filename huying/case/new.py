"""新件 · a case about to be received: what is said, and by whom. Every door fills in the same form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huying.case import bulk, identity, search
from huying.case.clocks import Clock
from huying.case.ledger import Stroke, write_many
from huying.case.models import Case, Kind, Nature, Photo
from huying.case.who import Actor
from huying.directory.jurisdiction import here
from huying.directory.models import Area, Matter, Unit
from huying.kit.text import title_of

RELATED = ("area", "matter", "about", "suspected")


@dataclass(slots=True)
class New:
    """What a door knows of a request. `received_at` is when the resident spoke; `arrived_at` is the door's own time.

    `to` is the unit that history says has answered it.
    """

    text: str
    channel: str
    title: str = ""
    kind: str = Kind.HELP
    nature: str = Nature.LIVELIHOOD
    urgent: bool = False
    name: str = ""
    phone: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    area: Area | None = None
    matter: Matter | None = None
    about: Unit | None = None
    confidential: bool = False
    anonymous: bool = False
    source: str = ""
    source_number: str = ""
    secret: str = ""
    received_at: datetime | None = None
    suspected: Case | None = None
    to: Unit | None = None
    city_due: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    photos: list[Photo] = field(default_factory=list)

    def stroke(self, deed: str, *, by: Actor, at: datetime) -> Stroke:
        """The deed that makes the case."""
        due = {Clock.CITY: self.city_due} if self.city_due else {}
        facts = {"channel": self.channel} | self.facts | _pictures(self.photos)
        return Stroke(self._case(at), deed, by, at, self.to, self.text, due, self.received_at, facts)

    def _case(self, at: datetime) -> Case:
        case = Case(
            jurisdiction=here(), title=self.title or title_of(self.text), kind=self.kind, nature=self.nature,
            urgent=self.urgent, channel=self.channel, source=self.source, source_number=self.source_number,
            place=self.place, latitude=self.latitude, longitude=self.longitude, secret=self.secret,
            confidential=self.confidential or self.kind == Kind.REPORT, anonymous=self.anonymous,
            received_at=self.received_at or at, arrived_at=at,
        )  # fmt: skip
        for name in RELATED:
            if related := getattr(self, name):
                setattr(case, name, related)
        return case


def receive_many(news: list[New], deed: str, *, by: Actor, at: datetime) -> list[Case]:
    """接办 · make these cases in the transaction that the caller opened: case, identity, line, clocks, search words."""
    return take_in(news, [new.stroke(deed, by=by, at=at) for new in news])


def take_in(news: Sequence[New], strokes: Sequence[Stroke]) -> list[Case]:
    """Write the deeds that make these cases, and beside each case who asked, its pictures and its search words."""
    write_many(strokes)
    cases = [stroke.case for stroke in strokes]
    made = list(zip(cases, news, strict=True))
    bulk.insert([identity.sealed(case, name=new.name, phone=new.phone) for case, new in made])
    for case, new in made:
        _keep_pictures(case, new.photos)
    search.add([(case, new.text) for case, new in made])
    return cases


def _pictures(photos: list[Photo]) -> dict[str, Any]:
    return {"photos": [photo.digest for photo in photos]} if photos else {}


def _keep_pictures(case: Case, photos: list[Photo]) -> None:
    if photos:
        Photo.objects.filter(pk__in=[photo.pk for photo in photos], case=None).update(case=case, seq=1)
