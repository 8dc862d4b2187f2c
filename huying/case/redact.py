"""依法删除 · the right to erasure, kept together with an unbroken chain (HOUSE law 4; 个人信息保护法 art. 47)."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger, search
from huying.case.models import Case, Identity, Words
from huying.case.refused import Refused
from huying.directory.models import Person

Forget = Callable[[Case], None]
_elsewhere: list[Forget] = []


def also(forget: Forget) -> None:
    """A room that keeps something of a resident elsewhere says how it is forgotten; said twice, it is done once."""
    if forget not in _elsewhere:
        _elsewhere.append(forget)


REQUEST = 1
"""The line whose words are the request itself."""


@transaction.atomic
def redact(case: Case, *, of: int, reason: str, by: Person, at: datetime) -> None:
    """删除文字 · the words of one line go, and the salt of their digest with them; the line says that they went, and why."""
    row = case.words.filter(seq=of, redacted_at=None).first()
    if row is None:
        raise Refused(_("这一行没有可以删除的文字，或者已经删除，请看别的行。"))
    ledger.note(case, "redacted", by=by, at=at, words=_reasoned(reason), of=of)
    Words.objects.filter(pk=row.pk).update(text="", salt=b"", redacted_at=at)
    if of == REQUEST:
        Case.objects.filter(pk=case.pk).update(title="")
        case.title = ""
        search.forget(case)
        _forget_elsewhere(case)
    else:
        search.again(case)


@transaction.atomic
def erase_identity(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """删除诉求人信息 · name and phone, their masks and their indexes; the case and its course stay."""
    if case.identity.erased_at is not None:
        raise Refused(_("此件的诉求人信息已经删除，不用再看。"))
    ledger.note(case, "redacted", by=by, at=at, words=_reasoned(reason), identity=True)
    Identity.objects.filter(pk=case.identity.pk).update(
        name=None, phone=None, phone_index="", tail="", masked_name="", masked_phone="", erased_at=at
    )
    Case.objects.filter(pk=case.pk).update(secret="")
    _forget_elsewhere(case)


def _forget_elsewhere(case: Case) -> None:
    for forget in _elsewhere:
        forget(case)


def _reasoned(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("请写明删除的依据。"))
    return reason.strip()
