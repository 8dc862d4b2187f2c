"""接办 · the resident adds something."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger, pictures, search
from huying.case.models import Case, Photo
from huying.case.who import Actor


@transaction.atomic
def supplement(case: Case, *, words: str, photos: Sequence[Photo] = (), by: Actor, at: datetime) -> None:
    """补充 · words or photos; moves nothing, so no rival can refuse it."""
    if not words.strip() and not photos:
        raise ledger.Refused(_("请写下要补充的内容，或者添加照片。"))
    facts: dict[str, Any] = {"photos": [photo.digest for photo in photos]} if photos else {}
    line = ledger.note(case, "supplemented", by=by, at=at, words=words.strip(), **facts)
    pictures.attach(case, photos, seq=line.seq)
    if words.strip():
        search.again(case)
