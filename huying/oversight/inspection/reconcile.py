"""巡检 · what should have happened and has not: lost timers, a stuck outbox, letters nobody carries, imports that stand still.

Within five minutes it is put right where that is safe, and told in any case (TRUST decision 12). One row a look.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Q

from huying.case.clocks import SILENT
from huying.case.models import Deadline, Unposted
from huying.case.promises import BREACH, LADDER, next_warning
from huying.directory.reckoning import rules
from huying.oversight.inspection.models import Trouble
from huying.oversight.inspection.tell import tell_of_trouble
from huying.post.models import Letter, State
from huying.steps.intake.imports.models import Job
from huying.steps.intake.imports.models import State as JobState

LATE = timedelta(minutes=4)
"""With a look every minute, what is late is known within five."""

FAR = timedelta(hours=12)
"""No lease and no next try lies so far ahead, unless a clock was set back."""

MOST = 500


class Seen(NamedTuple):
    """So many are wrong; so many were put right."""

    number: int
    repaired: int = 0


def timers(at: datetime) -> Seen:
    """时钟 · that runs, has warnings left, and does not know when to give the next: it is wound again."""
    left = Q(rung__lt=len(LADDER)) & ~Q(kind__in=SILENT) | Q(kind__in=SILENT, rung__lte=BREACH)
    lost = Deadline.objects.filter(left, ended_at=None, next_at=None, aside="", due_at__gt=F("opened_at"))
    unheard = Deadline.objects.filter(ended_at=None, aside="", next_at__lt=at - LATE).count()
    repaired = sum(_wound(row, at) for row in lost.select_related("case").order_by("pk")[:MOST])
    return Seen(repaired + unheard, repaired)


def _wound(row: Deadline, at: datetime) -> int:
    again = Deadline.objects.filter(pk=row.pk, ended_at=None, next_at=None, rung=row.rung)
    return again.update(next_at=next_warning(row, rules(at)))


def outbox(at: datetime) -> Seen:
    """待发箱 · lines of which nobody has been told."""
    return Seen(Unposted.objects.filter(aside="", entry__at__lt=at - LATE)[:MOST].count())


def letters(at: datetime) -> Seen:
    """通知 · nobody has tried to carry; those held by a lease or a try beyond all reason are let go."""
    waiting = Letter.objects.filter(state=State.WAITING)
    lost = waiting.filter(Q(leased_until__gt=at + FAR) | Q(next_try_at__gt=at + FAR))
    repaired = lost.update(leased_by="", leased_until=None, next_try_at=at)
    free = Q(leased_until=None) | Q(leased_until__lt=at - LATE)
    return Seen(repaired + waiting.filter(free, next_try_at__lt=at - LATE).count(), repaired)


def imports(at: datetime) -> Seen:
    """导入任务 · that says it runs while nobody is at it."""
    running = Job.objects.filter(state=JobState.RUNNING)
    repaired = running.filter(lease_until__gt=at + FAR).update(lease="", lease_until=None)
    still = Q(lease_until__lt=at - LATE) | Q(lease_until=None, started_at__lt=at - LATE)
    return Seen(running.filter(still).count() + repaired, repaired)


def rows(at: datetime) -> Seen:
    """导入的行 · of a file that is done, each row is new, known, or refused with a reason."""
    done = Job.objects.filter(state=JobState.DONE)
    return Seen(done.exclude(rows=F("created") + F("repeated") + F("rejected")).count())


def aside(at: datetime) -> Seen:
    """搁置 · what failed and waits for a person."""
    deadlines = Deadline.objects.filter(ended_at=None).exclude(aside="")
    return Seen(deadlines.count() + Unposted.objects.exclude(aside="").count())


LOOKS: Mapping[str, Callable[[datetime], Seen]] = {
    "timers": timers, "outbox": outbox, "letters": letters, "imports": imports, "rows": rows, "aside": aside,
}  # fmt: skip


def reconcile(at: datetime) -> int:
    """Every look; a trouble opens with a letter and closes when it is gone. Returns how many things were put right."""
    return sum(_look(what, look(at), at) for what, look in LOOKS.items())


def _look(what: str, seen: Seen, at: datetime) -> int:
    if not seen.number:
        Trouble.objects.filter(what=what, ended_at=None).update(ended_at=at)
        return 0
    values = {"seen_at": at, "number": seen.number, "repaired": seen.repaired}
    if not Trouble.objects.filter(what=what, ended_at=None).update(**values):
        begun, made = Trouble.objects.get_or_create(what=what, ended_at=None, defaults=values | {"began_at": at})
        if made:
            tell_of_trouble(begun, at=at)
    return seen.repaired


def troubles() -> list[Trouble]:
    """现有异常 · for the status page, the oldest first."""
    return list(Trouble.objects.filter(ended_at=None).order_by("began_at"))
