"""处置 · what exceeds one's powers goes one level up (LF5)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.handling.need import said

LEVELS = ("grid", "village", "town", "county", "city")
"""市县乡村 and the grid below them."""


@transaction.atomic
def escalate(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """提级 · the limit runs on, and the unit answers for the case until the level above has taken it over."""
    words = said(reason, _("请写明为什么需要提级、需要上级做什么。"))
    if case.level == LEVELS[-1]:
        raise ledger.Refused(_("此件已在最高一级办理，不能再提级；时间不够请申请延期。"))
    level = LEVELS[LEVELS.index(case.level) + 1]
    ledger.write(case, "escalated", by=by, at=at, words=words, level=level)
    Case.objects.filter(pk=case.pk).update(level=level)
    case.level = level
