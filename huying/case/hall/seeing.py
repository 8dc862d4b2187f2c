"""查看 · who may open the hall, and the two looks that leave a trace: at who asked, and for a telephone number."""

from dataclasses import dataclass
from datetime import datetime

from huying.case.hall.seeking import Sought
from huying.case.identity import reveal
from huying.case.models import Case
from huying.directory import acts
from huying.directory.models import Person, What
from huying.directory.roles import SIGHT, Reach, Role
from huying.kit.text import mask_phone

SEERS = tuple(role for role in Role if SIGHT[role].reach is not Reach.NONE)
"""Posts that see cases at all; the three administrators see none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown once: name, phone, and the request with the numbers that it holds."""

    name: str
    phone: str
    text: str


def look(case: Case, *, by: Person, reason: str, at: datetime, address: str) -> Shown:
    """查看留痕 · the look is a line of the case's ledger, and on record for the administrators, before anything is shown."""
    who = reveal(case, by=by, reason=reason, at=at)
    acts.record(What.REVEALED, by=by, at=at, address=address, subject=case.number, words=reason.strip())
    said = case.words.filter(seq=1, redacted_at=None).values_list("text", flat=True).first()
    return Shown(who.name, who.phone, said or "")


def record_search(wish: Sought, *, by: Person, at: datetime, address: str) -> None:
    """按电话查找 · is on record, the number masked."""
    if wish.phone:
        acts.record(What.PHONE_SOUGHT, by=by, at=at, address=address, subject=mask_phone(wish.phone))
