"""处置 · ask for more time, before the time is over (RULES §3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.handling.need import said


@transaction.atomic
def ask_extension(case: Case, *, until: datetime, reason: str, by: Person, at: datetime) -> None:
    """申请延期 · with a reason and a new date, before the limit ends, one request at a time."""
    running = {row.kind: row for row in case.deadlines.filter(ended_at=None)}
    limit = running.get(Clock.HANDLING)
    if limit is None or limit.due_at <= at:
        raise ledger.Refused(_("延期要在办理时限到期之前申请，此件已经到期。"))
    if Clock.EXTENSION in running:
        raise ledger.Refused(_("已有一份延期申请在等审批，请等结果。"))
    if until <= limit.due_at:
        raise ledger.Refused(_("新的期限要晚于现在的办理时限，请重新选择。"))
    words = said(reason, _("请写明延期的原因。"))
    ledger.note(case, "extension_asked", by=by, at=at, words=words, until=until.isoformat())
