"""评价 · the resident says whether it is solved; only that closes a case."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.case.who import RESIDENT, Actor
from huying.steps.evaluation.answers import Answers
from huying.steps.evaluation.distance import keep_distance
from huying.steps.evaluation.settle import settle


@transaction.atomic
def rate(case: Case, *, answers: Answers, channel: str, by: Actor, at: datetime) -> None:
    """评价 · by the secret link (`by` is the resident) or by the callback desk, never by somebody who handled the case."""
    if by is not RESIDENT:
        keep_distance(case, by)
    if not answers.good and not answers.reason.strip():
        raise ledger.Refused(_("请写一句哪里没解决、哪里不满意，我们好接着办。"))
    ledger.write(case, "rated", by=by, at=at, words=answers.reason.strip(), channel=channel, **answers.facts())
    settle(case, answers, by=by, at=at)
