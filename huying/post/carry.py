"""发送 · letters are leased, sent outside any transaction, and marked afterwards. A dead keeper's lease runs out."""

import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet

from huying.case import ledger
from huying.case.who import KEEPER
from huying.kit.points import reached
from huying.post.carriers import CARRIERS, Carry, NotCarried
from huying.post.hold import paused
from huying.post.mishap import mishap
from huying.post.models import Letter, State

logger = logging.getLogger(__name__)
BATCH = 100
LEASE = timedelta(seconds=60)
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 60, 360))
"""How long to wait after each failure; after the last the letter has failed, and a person looks."""

Now = Callable[[], datetime]


def carry(now: Now, carriers: Mapping[str, Carry] = CARRIERS) -> int:
    """Carry what is due; returns how many were taken up. The clock is asked again and again, for sending takes time."""
    if paused():
        return 0
    mine = Leased(now())
    for letter in mine.letters:
        if not mine.still(now()):
            break
        _carry(letter, now, carriers)
    return len(mine.letters)


class Leased:
    """A batch that one keeper holds for a minute, and for longer as long as it lives."""

    def __init__(self, at: datetime) -> None:
        self._by = secrets.token_hex(8)
        self._until = at + LEASE
        due = list(_free(at).order_by("next_try_at").values_list("pk", flat=True)[:BATCH])
        if due:
            _free(at).filter(pk__in=due).update(leased_by=self._by, leased_until=self._until)
        self.letters = list(self._rows().select_related("entry__case").order_by("id")) if due else []

    def still(self, at: datetime) -> bool:
        """Ours, renewed when half of it has passed; once it has run out, somebody else may be at it."""
        if self._until - LEASE / 2 < at < self._until:
            self._until = at + LEASE
            self._rows().update(leased_until=self._until)
        return at < self._until

    def _rows(self) -> QuerySet[Letter]:
        return Letter.objects.filter(leased_by=self._by, state=State.WAITING)


def _free(at: datetime) -> QuerySet[Letter]:
    due = Letter.objects.filter(state=State.WAITING, next_try_at__lte=at)
    return due.filter(Q(leased_until=None) | Q(leased_until__lte=at))


def _carry(letter: Letter, now: Now, carriers: Mapping[str, Carry]) -> None:
    try:
        carriers[letter.carrier](letter)
    except Exception as error:
        _failed(letter, error, now())
    else:
        reached("sent")
        _arrived(letter, now())


def _arrived(letter: Letter, at: datetime) -> None:
    """That a resident was told is a line of the case's ledger; should the ledger refuse it, the letter still counts as carried."""
    try:
        with transaction.atomic():
            if _mark(letter, state=State.CARRIED, carried_at=at, error="") and letter.person_id is None:
                ledger.note(letter.entry.case, "told", by=KEEPER, at=at, of=letter.entry.seq, carrier=letter.carrier)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.error("letter %s was carried, but the ledger did not take it: %s", letter.key, mishap(error))
        _mark(letter, state=State.CARRIED, carried_at=at, error=mishap(error))


def _failed(letter: Letter, error: Exception, at: datetime) -> None:
    """Try again later, each time later; in the end give up and say so."""
    what = str(error)[:200] if isinstance(error, NotCarried) else mishap(error)
    if letter.tries < len(BACK_OFF):
        _mark(letter, next_try_at=at + BACK_OFF[letter.tries], error=what)
    else:
        logger.error("letter %s failed for good: %s", letter.key, what)
        _mark(letter, state=State.FAILED, error=what)


def _mark(letter: Letter, **values: object) -> int:
    """Only while it is still ours; says whether it was."""
    mine = Letter.objects.filter(pk=letter.pk, leased_by=letter.leased_by, state=State.WAITING)
    return mine.update(tries=F("tries") + 1, leased_by="", leased_until=None, **values)
