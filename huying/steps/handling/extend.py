"""处置 · a leader rules on a request for more time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Entry
from huying.directory.models import Person
from huying.steps.handling.need import said

RULED = (Clock.HANDLING, Clock.EXTENSION)


@transaction.atomic
def extend(case: Case, *, words: str = "", by: Person, at: datetime) -> None:
    """同意延期 · the handling clock ends at the date that was asked for; the resident is told."""
    asked = _asked(case, by)
    _check_still_may(case, asked, at)
    until = datetime.fromisoformat(asked.facts["until"])
    ledger.note(case, "extended", by=by, at=at, words=words.strip(), due={Clock.HANDLING: until})


@transaction.atomic
def refuse_extension(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """不同意延期 · with a reason; the clock runs on as it was."""
    _asked(case, by)
    ledger.note(case, "extension_refused", by=by, at=at, words=said(reason, _("请写明不同意的原因。")))


def _asked(case: Case, by: Person) -> Entry:
    """The request that waits. Nobody rules on a request of their own."""
    if not case.deadlines.filter(kind=Clock.EXTENSION, ended_at=None).exists():
        raise ledger.Refused(_("没有待审批的延期申请，请刷新后再看。"))
    asked = case.entries.filter(deed="extension_asked").latest("seq")
    if asked.by_id == by.pk:
        raise ledger.Forbidden(_("不能审批自己提出的延期申请。"))
    return asked


def _check_still_may(case: Case, asked: Entry, at: datetime) -> None:
    """For the round in which it was asked; and what is late already becomes punctual by no ruling that came late itself."""
    running = {row.kind: row for row in case.deadlines.filter(kind__in=RULED, ended_at=None)}
    if Clock.HANDLING not in running or asked.round != case.round:
        raise ledger.Refused(_("这份延期申请属于已经结束的一轮，不能用于现在的时限，请驳回。"))
    if at > max(row.due_at for row in running.values()):
        raise ledger.Refused(_("办理时限和审批时限都已过，不能再同意延期：超时的不能改成按时，请驳回。"))
