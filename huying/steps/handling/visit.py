"""处置 · a visit to the resident or to the spot (LL1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger, pictures
from huying.case.models import Case, Photo
from huying.directory.models import Person
from huying.steps.handling.need import said, said_anew


@dataclass(frozen=True, slots=True)
class Visit:
    """Whom one met, where, what was found; `happened_at` is what a phone that was offline says."""

    words: str
    met: int = 0
    place: str = ""
    photos: Sequence[Photo] = ()
    happened_at: datetime | None = None


@transaction.atomic
def visit(case: Case, *, seen: Visit, by: Person, at: datetime) -> None:
    """上门 · counted for the person who went."""
    words = said(seen.words, _("请写明上门看到的情况。"))
    said_anew(case, "visited", words, by=by, at=at)
    facts: dict[str, Any] = {"met": seen.met, "place": seen.place, "photos": [photo.digest for photo in seen.photos]}
    line = ledger.note(case, "visited", by=by, at=at, words=words, happened_at=seen.happened_at, **facts)
    pictures.attach(case, seen.photos, seq=line.seq)
