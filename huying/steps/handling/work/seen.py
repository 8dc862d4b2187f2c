"""现场 · the photos that tell the case so far, and the way there."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.course import place_of
from huying.case.models import Case, Photo

SAID: Mapping[str, str | Promise] = {
    "received": _("诉求人"),
    "supplemented": _("诉求人补充"),
    "inquired": _("核查"),
    "visited": _("到场"),
    "progressed": _("处置中"),
    "measured": _("临时措施"),
    "handled": _("处置后"),
}
MOST = 12


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo and what it shows."""

    key: str
    caption: str


def photos_of(case: Case) -> list[Shot]:
    """The latest first."""
    photos = list(Photo.objects.filter(case=case, removed_at=None).order_by("-seq", "id")[:MOST])
    lines = case.entries.filter(seq__in={photo.seq for photo in photos}) if photos else ()
    said = {line.seq: line for line in lines}
    return [Shot(photo.key, _caption(photo, said.get(photo.seq))) for photo in photos]


def _caption(photo: Photo, line: object) -> str:
    deed, facts = getattr(line, "deed", ""), getattr(line, "facts", {})
    return str(_("处置前") if photo.digest in facts.get("before", ()) else SAID.get(deed, ""))


def route_to(case: Case) -> str:
    """导航 · handed to whatever map the phone has."""
    place = quote(place_of(case))
    if case.latitude is not None and case.longitude is not None:
        return f"geo:{case.latitude},{case.longitude}?q={case.latitude},{case.longitude}({place})"
    return f"geo:0,0?q={place}" if place else ""
