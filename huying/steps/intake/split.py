"""接办 · one order holds several matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.identity import opened
from huying.case.models import Case
from huying.case.new import New, receive_many
from huying.directory.models import Matter, Person

MOST = 9


@dataclass(frozen=True, slots=True)
class Part:
    """One matter out of several: its own words, its own line of the matter list."""

    text: str
    matter: Matter | None = None


@transaction.atomic
def split(case: Case, *, parts: Sequence[Part], by: Person, at: datetime) -> list[Case]:
    """拆分 · each part becomes a case of its own, told by the same resident at the same time; this one goes on with the rest."""
    if not 1 <= len(parts) <= MOST or not all(part.text.strip() for part in parts):
        raise ledger.Refused(_("请写明拆出的每一件事，最多 %(most)s 件。") % {"most": MOST})
    made = receive_many([_part_of(case, part) for part in parts], "received", by=by, at=at)
    ledger.note(case, "split", by=by, at=at, into=[one.pk for one in made])
    return made


def _part_of(case: Case, part: Part) -> New:
    who = opened(case.identity)
    return New(
        text=part.text.strip(), channel=case.channel, kind=case.kind, nature=case.nature, urgent=case.urgent,
        name=who.name, phone=who.phone, place=case.place, latitude=case.latitude, longitude=case.longitude,
        area=case.area, matter=part.matter, about=case.about, confidential=case.confidential, anonymous=case.anonymous,
        received_at=case.received_at, facts={"split_from": case.pk},
    )  # fmt: skip
