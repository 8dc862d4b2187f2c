"""结果照片 · which photos of the result go out with the reply: of this round's result, chosen by the unit, declared clean by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case import ledger
from huying.case.models import Case, Photo
from huying.case.public import RESULT


@dataclass(frozen=True, slots=True)
class Chosen:
    """`is_clean` is the unit's own word: no stranger's face, number plate, house number or paper is to be seen on them."""

    photos: Sequence[Photo] = ()
    is_clean: bool = False


NONE = Chosen()
UNSEEN = gettext_lazy("给诉求人看照片之前，请逐张看过，并确认没有他人的面孔、车牌、门牌和证件。")


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo that may be chosen, and whether it shows the place before or after."""

    photo: Photo
    is_before: bool


def result_photos(case: Case) -> list[Shot]:
    """结果照片 · of the last result of this round, before it first."""
    line = case.entries.filter(deed=RESULT, round=case.round).order_by("-seq").first()
    rows = Photo.objects.filter(case=case, seq=line.seq, removed_at=None).order_by("id") if line else ()
    before = line.facts.get("before", ()) if line else ()
    return sorted((Shot(row, row.digest in before) for row in rows), key=lambda shot: not shot.is_before)


def facts_of(case: Case, chosen: Chosen) -> dict[str, Any]:
    """For the line of the reply; refused where a photo is none of the result, or nobody answers for it."""
    if not chosen.photos:
        return {}
    if not chosen.is_clean:
        raise ledger.Refused(str(UNSEEN))
    offered = {shot.photo.pk for shot in result_photos(case)}
    if any(photo.pk not in offered for photo in chosen.photos):
        raise ledger.Refused(_("只能给诉求人看本次处置结果的照片，请另选。"))
    return {"shown": [photo.digest for photo in chosen.photos]}
