"""处置 · the result, with proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case import ledger, pictures
from huying.case.clocks import Clock
from huying.case.models import Case, Photo
from huying.directory.models import Person
from huying.steps.handling.need import said


class How(TextChoices):
    """What the unit says it achieved; whether it *is* solved, the resident says."""

    SOLVED = "solved", gettext_lazy("已解决")
    PARTLY = "partly", gettext_lazy("部分解决，其余已有期限")
    EXPLAINED = "explained", gettext_lazy("已说明政策和原因")


@dataclass(frozen=True, slots=True)
class Result:
    """What was done. Proof is a photo taken afterwards, or the basis on which the answer rests (LL7); `before` shows how it was."""

    how: How
    words: str
    basis: str = ""
    photos: Sequence[Photo] = ()
    before: Sequence[Photo] = ()
    happened_at: datetime | None = None


@transaction.atomic
def handle(case: Case, *, result: Result, by: Person, at: datetime) -> None:
    """处置完成 · ends the handling clock. What is only partly done needs a dated promise for the rest."""
    words = said(result.words, _("请写明怎样处置的、结果如何。"))
    if not result.photos and not result.basis.strip():
        raise ledger.Refused(_("请附处置后的照片；不便拍照的，写明依据或证明材料。"))
    if result.how == How.PARTLY and not _promised(case):
        raise ledger.Refused(_("部分解决的，请先登记其余部分的承诺期限。"))
    line = ledger.write(
        case, "handled", by=by, at=at, words=words, happened_at=result.happened_at,
        how=result.how.value, basis=result.basis, **_proof(result),
    )  # fmt: skip
    pictures.attach(case, [*result.before, *result.photos], seq=line.seq)


def _proof(result: Result) -> dict[str, Any]:
    """The photos by their digests; those from before apart, where there are any."""
    before = {"before": [photo.digest for photo in result.before]} if result.before else {}
    return {"photos": [photo.digest for photo in result.photos]} | before


def _promised(case: Case) -> bool:
    return case.deadlines.filter(kind=Clock.COMMITMENT, ended_at=None).exists()
