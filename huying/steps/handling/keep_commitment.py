"""处置 · a dated promise is kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.handling.need import said


@transaction.atomic
def keep_commitment(case: Case, *, of: int, words: str, by: Person, at: datetime) -> None:
    """兑现 · ends the clock that the line `of` opened, and no other."""
    if not case.deadlines.filter(kind=Clock.COMMITMENT, seq=of, ended_at=None).exists():
        raise ledger.Refused(_("这项承诺已经兑现，或者不存在，请刷新后再看。"))
    ledger.note(case, "commitment_kept", by=by, at=at, words=said(words, _("请写明怎样兑现的。")), of=of)
