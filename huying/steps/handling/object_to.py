"""处置 · the unit holds that the case is not its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case import ledger, pictures
from huying.case.clocks import Clock
from huying.case.models import Case, Photo
from huying.directory.models import Person

HANDS_ON = ("assigned", "claimed", "appointed", "reopened")
TAKEN = frozenset({"claimed", "reopened"})
"""Taken by the unit itself, or its own work come back."""


@transaction.atomic
def object_to(
    case: Case, *, by: Person, reason: str, proof: str = "", photos: Sequence[Photo] = (), at: datetime
) -> None:
    """派单异议 · with reason and proof, within the objection clock; the limit runs on until a ruling (RULES §2)."""
    _check_may_object(case, at)
    if not reason.strip():
        raise ledger.Refused(_("请写明异议的理由：为什么不该由本单位承办。"))
    if not proof.strip() and not photos:
        raise ledger.Refused(_("请附上证明：照片，或职责依据的文字。"))
    facts: dict[str, Any] = {"photos": [photo.digest for photo in photos]} if photos else {}
    said = "\n".join(part for part in (reason.strip(), proof.strip() and _("依据：%s") % proof.strip()) if part)
    line = ledger.write(case, "objected", by=by, at=at, words=said, **facts)
    pictures.attach(case, photos, seq=line.seq)


def _check_may_object(case: Case, at: datetime) -> None:
    """Not after a ruling, not to what one took oneself, and not too late."""
    if case.appointed:
        raise ledger.Refused(_("本单位由裁定指定承办，不能再提异议；确有困难请提级或申请延期。"))
    handed = case.entries.filter(deed__in=HANDS_ON).order_by("-seq").first()
    if handed and handed.deed in TAKEN:
        raise ledger.Refused(_("此件由本单位领办或重办，不能提派单异议；确有困难请提级。"))
    if handed:
        _check_in_time(case, handed.seq, at)


def _check_in_time(case: Case, seq: int, at: datetime) -> None:
    """The right lapses with its clock; a district that sets none sets no end to it."""
    clock = case.deadlines.filter(kind=Clock.OBJECTION, seq=seq).first()
    if clock and at > clock.due_at:
        due = {"due": f"{localtime(clock.due_at):%m-%d %H:%M}"}
        raise ledger.Refused(_("异议期已于 %(due)s 届满，不能再提派单异议；确有困难请提级或申请延期。") % due)
