"""处置 · a stage report, before the result."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger, pictures
from huying.case.models import Case, Photo
from huying.directory.models import Person
from huying.steps.handling.need import said, said_anew


@transaction.atomic
def progress(case: Case, *, words: str, photos: Sequence[Photo] = (), by: Person, at: datetime) -> None:
    """阶段进展 · the resident reads it; no clock ends by it."""
    words = said(words, _("请写明目前的进展。"))
    said_anew(case, "progressed", words, by=by, at=at)
    line = ledger.note(case, "progressed", by=by, at=at, words=words, photos=[photo.digest for photo in photos])
    pictures.attach(case, photos, seq=line.seq)
