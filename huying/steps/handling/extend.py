"""处置 · a leader rules on a request for more time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Entry
from huying.directory.models import Person
from huying.steps.handling.need import said


@transaction.atomic
def extend(case: Case, *, words: str = "", by: Person, at: datetime) -> None:
    """同意延期 · the handling clock ends at the date that was asked for; the resident is told."""
    until = datetime.fromisoformat(_asked(case, by).facts["until"])
    ledger.note(case, "extended", by=by, at=at, words=words.strip(), due={Clock.HANDLING: until})


@transaction.atomic
def refuse_extension(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """不同意延期 · with a reason; the clock runs on as it was."""
    _asked(case, by)
    ledger.note(case, "extension_refused", by=by, at=at, words=said(reason, _("请写明不同意的原因。")))


def _asked(case: Case, by: Person) -> Entry:
    """The request that waits. Nobody rules on a request of their own."""
    if not case.deadlines.filter(kind=Clock.EXTENSION, ended_at=None).exists():
        raise ledger.Refused(_("没有待审批的延期申请。"))
    asked = case.entries.filter(deed="extension_asked").latest("seq")
    if asked.by_id == by.pk:
        raise ledger.Forbidden(_("不能审批自己提出的延期申请。"))
    return asked
