"""接办 · the same matter twice becomes one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Kind
from huying.case.steps import ENDINGS
from huying.directory.models import Person


@transaction.atomic
def merge(case: Case, *, into: Case, by: Person, at: datetime, reason: str = "") -> None:
    """并案 · decided by a person, linked both ways; whoever joined is answered by the case that goes on (RULES §1)."""
    _check(case, into)
    _check_wins_no_time(case, into)
    ledger.write(case, "merged", by=by, at=at, words=reason.strip(), into=into.pk)
    Case.objects.filter(pk=case.pk).update(joined_to=into)
    case.joined_to = into
    ledger.note(into, "joined", by=by, at=at, of=case.pk)


def _check(case: Case, into: Case) -> None:
    """Into a living case only: an answer must still be to come. A report meets nothing but reports."""
    if case.pk == into.pk:
        raise ledger.Refused(_("不能并入自己，请换一件。"))
    if into.stage in ENDINGS:
        raise ledger.Refused(_("该件已经结束，不能再并入。可以改为“关联”。"))
    if (case.kind == Kind.REPORT) != (into.kind == Kind.REPORT):
        raise ledger.Refused(_("举报件只能与举报件并案，以免泄露举报人，请另选一件。"))


def _check_wins_no_time(case: Case, into: Case) -> None:
    """Whose limit runs already is merged into no case that may take longer: the later one goes into it instead."""
    limit = case.deadlines.filter(kind=Clock.HANDLING, ended_at=None).first()
    if limit is None:
        return
    other = into.deadlines.filter(kind=Clock.HANDLING).order_by("-round").first()
    if other is None or other.due_at > limit.due_at:
        raise ledger.Refused(_("此件的办理时限到期更早，并过去会多出时间：请反过来，把那一件并入此件。"))
