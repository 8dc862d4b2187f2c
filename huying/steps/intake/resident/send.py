"""提交 · one request from the form to the ledger: sent twice, it is still one case, and both are told the same link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from huying.case.channels import Channel
from huying.case.identity import phone_index
from huying.case.models import Case, Identity, Kind, Photo
from huying.case.new import New
from huying.case.once import once
from huying.case.tracking import code_of, digest_of, secret_for
from huying.case.who import RESIDENT
from huying.directory.jurisdiction import here
from huying.steps.intake.join import join
from huying.steps.intake.pace import Pace, TooMany, keep_pace
from huying.steps.intake.receive import receive

DOOR = "resident"
MOST_OF_PHONE, SPAN = 10, timedelta(minutes=10)
"""How many requests one phone may make in which time."""


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
    if keep_pace(Pace.SUBMIT, sending.address, at=at) > MOST_OF_PHONE:
        _keep_pace_of(sending.given["phone"], at)
    same = _same(sending.given["same_as"])
    case = receive(_new(sending, same), by=RESIDENT, at=at)
    if same is not None:
        join(same, newcomer=case, by=RESIDENT, at=at)
    return {"pk": case.pk}


def _keep_pace_of(phone: str, at: datetime) -> None:
    """One phone does not speak for a whole village: asked once its address has sent more than one phone may. Counted from
    the cases themselves, so that nothing else keeps the number."""
    mine = Identity.objects.filter(phone_index=phone_index(phone), case__arrived_at__gt=at - SPAN)
    if phone and mine.filter(jurisdiction=here()).count() >= MOST_OF_PHONE:
        raise TooMany(_("这个电话刚才已经反映了 %(most)s 件，请过一会儿再报，或拨打热线。") % {"most": MOST_OF_PHONE})


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
