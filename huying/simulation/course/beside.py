"""旁事 · what is done beside the way of a case: a remark, a look at who asked, a line put right, a copy, a link, a promise.

Its chance is drawn apart, so that nothing else in the life of a case is another for it. Shares are ASSUMED.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from huying.case.comment import comment
from huying.case.identity import reveal
from huying.directory.models import Person
from huying.simulation.course.people import DISPATCHERS, OPERATORS, SUPERVISORS, workers
from huying.simulation.life import Act, Life, Step, Who
from huying.simulation.shifts import Shift
from huying.steps.dispatch.copy_to_superior import copy_to_superior
from huying.steps.dispatch.correct import correct
from huying.steps.handling.commit import commit
from huying.steps.intake.link_cases import link_cases

THIRD = ("", "", "物业公司", "供热公司", "产权单位")
"""Who promised: the unit itself mostly, else somebody whom it has brought to it."""


def beside(life: Life) -> Iterator[Step]:
    """While a unit works on it, once a case."""
    if "beside" in life.told:
        return
    life.told.add("beside")
    for act, share, who, shift, within in OFTEN:
        if life.beside.random() < share:
            yield Step(act, timedelta(hours=life.beside.uniform(*within)), who, 2, shift, aside=True)


def _comment(life: Life, by: Person, at: datetime) -> None:
    comment(life.case, words=life.say_beside("remark"), by=by, at=at)


def _reveal(life: Life, by: Person, at: datetime) -> None:
    reveal(life.case, by=by, reason=life.say_beside("why looked"), at=at)


def _copy(life: Life, by: Person, at: datetime) -> None:
    copy_to_superior(life.case, by=by, at=at)


def _correct(life: Life, by: Person, at: datetime) -> None:
    place = life.say_beside("place again")
    correct(life.case, changes={"place": place}, by=by, reason=life.say_beside("put right"), at=at)


def _link(life: Life, by: Person, at: datetime) -> None:
    """With the one that it repeats or stands beside, where that is another case still."""
    earlier = life.world.lives.get(life.demand.of) if life.demand.of else None
    if earlier and earlier.pk:
        link_cases(life.case, other=earlier.case, by=by, reason=life.say_beside("linked"), at=at)


def _commit(life: Life, by: Person, at: datetime) -> None:
    """承诺 · kept some days after the case is over, mostly."""
    until = at + timedelta(days=life.beside.randint(2, 9))
    commit(life.case, words=life.say_beside("promised"), until=until, whose=life.beside.choice(THIRD), by=by, at=at)
    life.told.add("promised")


Often = tuple[Act, float, Who, Shift, tuple[float, float]]
OFTEN: Sequence[Often] = (
    (_comment, 0.05, SUPERVISORS, Shift.OFFICE, (1, 30)),
    (_comment, 0.04, workers, Shift.OFFICE, (1, 30)),
    (_reveal, 0.05, workers, Shift.OFFICE, (0.5, 4)),
    (_copy, 0.02, DISPATCHERS, Shift.DISPATCH, (0.5, 3)),
    (_correct, 0.02, OPERATORS, Shift.HOTLINE, (0.2, 2)),
    (_link, 0.3, DISPATCHERS, Shift.DISPATCH, (0.5, 6)),
    (_commit, 0.05, workers, Shift.OFFICE, (1, 12)),
)
"""What, how often, by whom, in which shift, within how many hours."""
