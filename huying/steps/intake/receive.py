"""接办 · receive a request from any channel."""

from datetime import datetime

from django.db import transaction

from huying.case import ledger
from huying.case.models import Case
from huying.case.new import New, receive_many
from huying.case.sight import may
from huying.case.who import KEEPER, Actor
from huying.steps.intake.alarms import alarms_in


@transaction.atomic
def receive(new: New, *, by: Actor, at: datetime) -> Case:
    """登记 · the case is on disk before anybody is told its number; urgent and sensitive words are raised at once."""
    case = receive_many([new], "received", by=by, at=at)[0]
    alarms = [alarm.code for alarm in alarms_in(new.text)]
    if alarms:
        teller = (
            by if may(by, "alerted", case, at=at) else KEEPER
        )  # a grid worker reaches no case that nobody holds yet
        ledger.note(case, "alerted", by=teller, at=at, alarms=alarms)
    return case
