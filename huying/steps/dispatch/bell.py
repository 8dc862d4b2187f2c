"""响铃 · the keeper's round over the new cases: each that is certain rings its groups, the others wait for the dispatcher."""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError

from huying.case.refused import Refused
from huying.steps.dispatch.ring import ring, ripe

logger = logging.getLogger(__name__)
BATCH = 100


class Bell:
    """What rang nobody is looked at again when its case has grown by a line, not every second."""

    def __init__(self) -> None:
        self._left: dict[int, int] = {}

    def ring_new_cases(self, at: datetime) -> int:
        """The oldest first; returns how many rang. One bad case stops no other."""
        waiting = dict(ripe(at).order_by("pk").values_list("pk", "seq"))
        tried = [pk for pk, seq in waiting.items() if self._left.get(pk) != seq][:BATCH]
        rung = {pk for pk in tried if _rang(pk, at)}
        known = self._left | {pk: waiting[pk] for pk in tried}
        self._left = {pk: seq for pk, seq in known.items() if pk in waiting and pk not in rung}
        return len(rung)


def _rang(pk: int, at: datetime) -> bool:
    """Whoever was quicker, or whatever the rules forbid, is no fault: the dispatcher has the case."""
    try:
        return ring(pk, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Refused:
        return False
    except Exception:
        logger.exception("case %s did not ring", pk)
        return False
