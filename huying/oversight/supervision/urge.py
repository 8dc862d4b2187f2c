"""督办 · a person urges whoever owes what a clock promises."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Deadline
from huying.directory.models import Person
from huying.oversight.supervision.today import done_today


@transaction.atomic
def urge(case: Case, *, clock: Deadline, words: str = "", by: Person, at: datetime) -> None:
    """催办 · one message a level: the same clock at the same degree is urged once a day, whoever urges."""
    if clock.ended_at is not None:
        raise ledger.Refused(_("这个时限已经结束，不用催了。"))
    rung = clock.rung - 1 if clock.rung else None
    if done_today(case, "urged", at=at, of=clock.seq, rung=rung):
        told = {"clock": clock.get_kind_display()}
        raise ledger.Refused(_("“%(clock)s”今天已经催过一次，程度没有变，不用重复催；仍不办的，可以交领导。") % told)
    ledger.note(case, "urged", by=by, at=at, words=words.strip(), clock=clock.kind, of=clock.seq, rung=rung)
