"""日常 · what comes round by itself: supervision in the morning, the outbox at night, the month's count."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils.timezone import localdate

from huying.case.models import Deadline, Unposted
from huying.case.promises import BREACH
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.oversight.month.tally import tally
from huying.oversight.supervision.hand_to_leader import hand_to_leader
from huying.oversight.supervision.summon import summon
from huying.oversight.supervision.urge import urge
from huying.post.deliver import deliver
from huying.post.models import Letter, State
from huying.simulation.life import World
from huying.simulation.shifts import Shift
from huying.simulation.texts.compose import work

CARDS = 6
"""ASSUMED · so many of the oldest breaches are taken up by the supervisor each working morning."""

REST = timedelta(days=3)
LEADER_AFTER, SUMMON_AFTER = timedelta(days=2), timedelta(days=5)


def cards(world: World, at: datetime) -> Iterator[tuple[datetime, int, Callable[[datetime], None]]]:
    """督办 · the oldest breaches of this morning, one after another: when each is taken up, of which case, and what is done."""
    people = world.district.holding(Role.SUPERVISOR)
    rested = [case for case, last in world.cards.items() if at - last < REST]
    late = Deadline.objects.filter(ended_at=None, rung__gt=BREACH, due_at__lt=at, case__ended_at=None)
    for row in late.exclude(case__in=rested).order_by("due_at")[:CARDS] if people else ():
        if world.cards.get(row.case_id) == at:
            continue  # another clock of the same case
        world.cards[row.case_id] = at
        by = world.diary.least_busy(people)
        yield (
            world.diary.book(by, Shift.OFFICE, at, 8),
            row.case_id,
            partial(_card, row.pk, by, partial(work, draw=world.plan.draw(f"card {at}"))),
        )


def _card(pk: int, by: Person, words: Callable[[str], str], at: datetime) -> None:
    """催办、交领导、约谈 · the longer it is late, the higher."""
    row = Deadline.objects.select_related("case__unit__parent").get(pk=pk)
    if at - row.due_at > SUMMON_AFTER:
        summon(row.case, on=localdate(at) + timedelta(days=1), words=words("summoned"), by=by, at=at)
    elif at - row.due_at > LEADER_AFTER and row.case.unit:
        hand_to_leader(row.case, words=words("to the leader"), by=by, at=at)
    else:
        urge(row.case, clock=row, words=words("urged"), by=by, at=at)


def post(world: World, at: datetime) -> None:
    """投递 · history leaves the outbox in silence, as imports do; what is recent becomes letters, and is not sent again."""
    since = world.plan.letters
    if since is None or at < since:
        Unposted.objects.filter(entry__at__lt=at).delete()
        return
    while deliver(at):
        pass
    Letter.objects.filter(state=State.WAITING).update(state=State.CARRIED, carried_at=at, tries=1)


def count() -> None:
    """月度 · the figures, up to the ledger."""
    while tally():
        pass


def mornings(first: datetime, last: datetime) -> Iterable[datetime]:
    """Half past nine of each day."""
    day = first + timedelta(hours=9, minutes=30)
    while day < last:
        yield day
        day += timedelta(days=1)
