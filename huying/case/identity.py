"""诉求人信息 · the only code that seals and opens a resident's name and phone."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Identity
from huying.case.refused import Forbidden, Refused
from huying.case.sight import reached
from huying.directory.models import Person
from huying.directory.roles import SIGHT, Reach
from huying.kit import crypto
from huying.kit.phone import mask_name, mask_phone

TAIL = 4
EXTENSION = re.compile(r"-\d{1,6}$")
WIDE = frozenset({Reach.WHOLE})


@dataclass(frozen=True, slots=True)
class Who:
    """A resident's name and phone in clear. Never kept, never logged."""

    name: str
    phone: str


def sealed(case: Case, *, name: str, phone: str) -> Identity:
    """The row for a case just made, unsaved. `phone` is in the canonical form of `kit.text.phone`, or empty."""
    return Identity(
        jurisdiction=case.jurisdiction,
        case_id=case.pk,
        name=_seal(case, "name", name),
        phone=_seal(case, "phone", phone),
        phone_index=phone_index(phone),
        tail=tail_index(case, phone),
        masked_name=mask_name(name),
        masked_phone=mask_phone(phone),
    )


def phone_index(phone: str) -> str:
    """The blind index by which the same phone is found."""
    return crypto.blind(settings.HUYING_KEYS.index, phone) if phone else ""


def tail_index(case: Case, phone: str) -> str:
    """The blind index of the last four digits, good for this case alone."""
    tail = EXTENSION.sub("", phone)[-TAIL:]
    return crypto.blind(settings.HUYING_KEYS.index, f"{case.pk}:{tail}") if phone else ""


@transaction.atomic
def reveal(case: Case, *, by: Person, reason: str, at: datetime) -> Who:
    """查看 · lift the mask for a reason; the look is a line of the case's ledger."""
    if not reason.strip():
        raise Refused(_("请先写明查看诉求人信息的原因。"))
    if not may_reveal(case, by, at=at):
        raise Forbidden(_("诉求人已要求保密，或您的岗位不能查看诉求人信息。"))
    ledger.note(case, "revealed", by=by, at=at, words=reason)
    return opened(case.identity)


def open_to(person: Person, *, at: datetime) -> Q | None:
    """Among which cases somebody may learn who asked: all; of those that the posts that lift masks themselves reach, the ones
    that are not confidential; or none (None). A post that sees far lends its sight to no other post."""
    lifting = [post for post in person.posts_on(localdate(at)) if SIGHT[post.sight].reveals]
    if any(SIGHT[post.sight].reach in WIDE for post in lifting):
        return Q()
    return reached(lifting, at=at) & Q(confidential=False) if lifting else None


def may_reveal(case: Case, by: Person, *, at: datetime) -> bool:
    """Confidential cases are opened only for posts over the whole jurisdiction; a unit never learns who reported it."""
    sights = [SIGHT[post.sight] for post in by.posts_on(localdate(at))]
    return any(sight.reveals and (sight.reach in WIDE or not case.confidential) for sight in sights)


def opened(row: Identity) -> Who:
    """The row in clear. Callers have asked leave first."""
    return Who(_open(row, "name"), _open(row, "phone"))


def _seal(case: Case, field: str, value: str) -> bytes | None:
    return crypto.seal(settings.HUYING_KEYS.identity, value, _bound(case.pk, field)) if value else None


def _open(row: Identity, field: str) -> str:
    value = getattr(row, field)
    bound = _bound(row.case_id, field)
    return crypto.open_sealed(settings.HUYING_KEYS.identity, bytes(value), bound) if value else ""


def _bound(pk: int, field: str) -> bytes:
    return f"case:{pk}:{field}".encode()
