"""督办 · the unit is called in to answer for a case."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.oversight.supervision.today import done_today


@transaction.atomic
def summon(case: Case, *, on: date, words: str, by: Person, at: datetime) -> None:
    """约谈 · on which day, and about what."""
    if on < localdate(at):
        raise ledger.Refused(_("约谈日期不能早于今天，请另选一天。"))
    if not words.strip():
        raise ledger.Refused(_("请写明约谈谁、谈什么。"))
    if done_today(case, "summoned", at=at, on=on.isoformat()):
        raise ledger.Refused(_("已经列入这一天的约谈，不用再列；要改日子请另选一天。"))
    ledger.note(case, "summoned", by=by, at=at, words=words.strip(), on=on.isoformat())
