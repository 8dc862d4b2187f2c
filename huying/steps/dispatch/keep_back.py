"""交办 · the dispatcher takes one case out of the automatic ring."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.case.steps import Stage
from huying.directory.models import Person

KEPT_BACK = "kept_back"


@transaction.atomic
def keep_back(case: Case, *, by: Person, at: datetime, reason: str = "") -> None:
    """转人工派单 · it rings nobody by itself any more; a person assigns, offers or puts it to the leader."""
    if is_kept_back(case):
        raise ledger.Refused(_("此件已经转人工派单，请直接派单。"))
    try:
        ledger.note(case, KEPT_BACK, by=by, at=at, words=reason.strip())
    except ledger.Refused as refusal:
        raise _too_late(case) or refusal from refusal


def is_kept_back(case: Case) -> bool:
    """Said once, it holds for good: whoever is sent back to the queue rings by itself no more anyway."""
    return case.entries.filter(deed=KEPT_BACK).exists()


def _too_late(case: Case) -> ledger.Refused | None:
    """The keeper was quicker: what can still be done."""
    stage = Case.objects.values_list("stage", flat=True).get(pk=case.pk)
    words = _("此件已自动发布抢单。要收回，请直接派单或提请领导定责。")
    return ledger.Refused(words) if stage == Stage.OFFERED else None
