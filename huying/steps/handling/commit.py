"""处置 · a dated promise, by the unit or by a third party (LL8)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.handling.need import ahead, said


@transaction.atomic
def commit(case: Case, *, words: str, until: datetime, whose: str = "", by: Person, at: datetime) -> None:
    """承诺 · what will be done by when; `whose` names the third party that promised, empty for the unit itself."""
    words = said(words, _("请写明承诺的内容。"))
    ledger.note(case, "committed", by=by, at=at, words=words, due={Clock.COMMITMENT: ahead(until, at)}, whose=whose)
