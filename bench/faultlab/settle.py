"""收尾 · the house, left alone, finishes what is due: clocks, outbox, letters. Looked at through the database, read only."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection

from bench.faultlab.house import House
from huying.case.models import Deadline, Unposted
from huying.kit.clock import now
from huying.post.models import Letter, State
from huying.post.readers import HEARD

PATIENCE = 300.0


def waiting(shift: float) -> dict[str, int]:
    """How much is due by the house's clock and not yet done."""
    at = now() + timedelta(seconds=shift)
    return {
        "clocks": Deadline.objects.filter(ended_at=None, next_at__lte=at, aside="").count(),
        "outbox": Unposted.objects.filter(aside="", entry__deed__in=HEARD).count(),
        "letters": Letter.objects.filter(state=State.WAITING, next_try_at__lte=at).count(),
    }


def settle(house: House, say: Callable[[str], None] = lambda words: None) -> dict[str, float]:
    """Seconds until each had nothing due any more, counted from now."""
    begun, done = time.monotonic(), dict[str, float]()
    while time.monotonic() < begun + PATIENCE:
        try:
            left = waiting(house.shift)
        except DatabaseError:
            connection.close()
            left = {}
        for what, count in left.items():
            if not count:
                done.setdefault(what, time.monotonic() - begun)
        if left and not any(left.values()):
            return done
        say(f"settling: {left}")
        time.sleep(0.25)
    raise TimeoutError(f"still due after {PATIENCE} s: {waiting(house.shift)}")
