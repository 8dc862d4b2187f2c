"""评价 · the callback desk tries to reach the resident."""

from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case import ledger
from huying.case.models import Case, Entry
from huying.case.steps import Stage
from huying.directory.models import Person
from huying.steps.evaluation.distance import keep_distance

TRIES = 3
NOON = 13


class Attempt(TextChoices):
    """The result of a call that did not end in answers (RULES §4)."""

    NO_ANSWER = "no_answer", gettext_lazy("无人接听")
    REFUSED = "refused", gettext_lazy("拒绝回访")
    WRONG_NUMBER = "wrong_number", gettext_lazy("号码有误")
    CANNOT = "cannot", gettext_lazy("无法回访")


@transaction.atomic
def call_back(case: Case, *, attempt: Attempt, words: str = "", by: Person, at: datetime) -> None:
    """回访未成 · three tries on different half-days, then the case is closed without a rating; that is said in its line."""
    keep_distance(case, by)
    if case.stage != Stage.AWAITING:
        raise ledger.Refused(_("此件已不在等回访：诉求人已经评价，或者已经办结。这次通话没有记入，要留请写成批注。"))
    tried = [half_day(entry.at) for entry in tries(case)]
    if attempt == Attempt.NO_ANSWER and half_day(at) in tried:
        raise ledger.Refused(_("这半天已经打过，请换半天再打。"))
    ledger.note(case, "called_back", by=by, at=at, words=words.strip(), result=attempt.value)
    if attempt != Attempt.NO_ANSWER or len(tried) + 1 >= TRIES:
        ledger.write(case, "closed", by=by, at=at, unreached=attempt.value)


def tries(case: Case) -> list[Entry]:
    """The calls of this round that nobody answered."""
    return list(case.entries.filter(deed="called_back", round=case.round).order_by("seq"))


def half_day(at: datetime) -> tuple[object, bool]:
    """The local day, and whether it is its afternoon."""
    local = localtime(at)
    return local.date(), local.hour >= NOON
