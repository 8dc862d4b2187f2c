"""提交 · one request from the form to the ledger: sent twice, it is still one case, and both are told the same link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer

from huying.case.channels import Channel
from huying.case.models import Case, Kind, Photo
from huying.case.new import New
from huying.case.once import once
from huying.case.tracking import code_of, digest_of, secret_for
from huying.case.who import RESIDENT
from huying.directory.jurisdiction import here
from huying.steps.intake.join import join
from huying.steps.intake.pace import Pace, keep_pace
from huying.steps.intake.receive import receive

DOOR = "resident"


@dataclass(frozen=True, slots=True)
class Sending:
    """What the page received: the cleaned form, the photos, and from where. `named` tells the photos apart for a repeat."""

    given: dict[str, Any]
    photos: Sequence[Photo]
    named: Sequence[str]
    key: str
    address: str


def send(sending: Sending, *, at: datetime) -> str:
    """交上去 · returns the code of the secret link, after everything is on the disk."""
    answer, _first = once(sending.key, door=DOOR, body=_body(sending), at=at, deed=lambda: _deed(sending, at))
    return code_of(answer["pk"], secret_for(sending.key))


def mark_of(case: Case) -> str:
    """By which a resident may say “it is the same as this one” without being told its number."""
    return Signer(salt="same").sign(str(case.pk))


def _deed(sending: Sending, at: datetime) -> dict[str, Any]:
    keep_pace(Pace.SUBMIT, sending.address, at=at)
    same = _same(sending.given["same_as"])
    case = receive(_new(sending, same), by=RESIDENT, at=at)
    if same is not None:
        join(same, newcomer=case, by=RESIDENT, at=at)
    return {"pk": case.pk}


def _same(mark: str) -> Case | None:
    """The open case that was shown and chosen; a report was never shown."""
    try:
        pk = int(Signer(salt="same").unsign(mark))
    except (BadSignature, ValueError):
        return None
    return Case.objects.filter(jurisdiction=here(), pk=pk, outcome="").exclude(kind=Kind.REPORT).first()


def _new(sending: Sending, same: Case | None) -> New:
    given = sending.given
    return New(
        text=given["text"], channel=Channel.WEB, kind=given["kind"], urgent=given["urgent"],
        name=given["name"], phone=given["phone"], place=given["place"], area=given["area"],
        latitude=given["latitude"], longitude=given["longitude"], confidential=given["confidential"],
        anonymous=given["anonymous"], secret=digest_of(secret_for(sending.key)), suspected=same,
        photos=list(sending.photos),
    )  # fmt: skip


def _body(sending: Sending) -> dict[str, Any]:
    area = sending.given["area"]
    return sending.given | {"area": area.pk if area else None, "photos": list(sending.named)}
