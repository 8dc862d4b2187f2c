"""接办 · receive a request from any channel."""

from datetime import datetime

from django.db import transaction

from huying.case.models import Case
from huying.case.new import New, receive_many
from huying.case.who import Actor


@transaction.atomic
def receive(new: New, *, by: Actor, at: datetime) -> Case:
    """登记 · the case is on disk before anybody is told its number."""
    return receive_many([new], "received", by=by, at=at)[0]
