"""评价 · a closed case is taken up again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.case.steps import Stage
from huying.case.who import Actor


@transaction.atomic
def reopen(case: Case, *, reason: str, by: Actor, at: datetime) -> None:
    """重新办理 · a new round with a clock of its own, for a closed case, while the right to it runs; a review ends by its ruling alone."""
    if not reason.strip():
        raise ledger.Refused(_("请写明为什么要重新办理。"))
    _check_may(case, at)
    ledger.write(case, "reopened", by=by, at=at, words=reason.strip())


def _check_may(case: Case, at: datetime) -> None:
    if case.stage != Stage.CLOSED:
        raise ledger.Refused(_("此件还没有办结，不用重新办理：请先评价，或等复核的结果。"))
    if not _still_may(case, at):
        raise ledger.Refused(_("可以重新办理的期限已过。请另报一件，我们会把两件联系起来看。"))


def _still_may(case: Case, at: datetime) -> bool:
    return case.deadlines.filter(kind=Clock.REOPEN, ended_at=None, due_at__gte=at).exists()
