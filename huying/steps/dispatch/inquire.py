"""交办 · what was found on the spot."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger, pictures
from huying.case.models import Case, Photo
from huying.directory.models import Person
from huying.steps.dispatch.inquiry import Finding


@transaction.atomic
def inquire(
    case: Case,
    *,
    finding: str,
    words: str,
    place: str = "",
    photos: Sequence[Photo] = (),
    by: Person,
    at: datetime,
    happened_at: datetime | None = None,
) -> None:
    """初步核查 · found, where, with photos. Moves nothing; ends the inquiry's own clock."""
    if finding not in Finding:
        raise ledger.Refused(_("请选择核查结论。"))
    if not words.strip():
        raise ledger.Refused(_("请写明现场看到了什么。"))
    facts: dict[str, Any] = {"photos": [photo.digest for photo in photos]} if photos else {}
    said = "\n".join(part for part in (words.strip(), place.strip() and _("地点：%s") % place.strip()) if part)
    line = ledger.note(
        case, "inquired", by=by, at=at, words=said, happened_at=happened_at, finding=str(finding), **facts
    )
    pictures.attach(case, photos, seq=line.seq)
