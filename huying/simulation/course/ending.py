"""反馈、回复、评价 · the check, the reply, and whether the resident says that it is solved. Shares are ASSUMED."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from huying.case.who import RESIDENT, Actor
from huying.directory.models import Person
from huying.oversight.month.ask_exclusion import ask_exclusion
from huying.oversight.month.count_again import count_again
from huying.oversight.month.exclude import exclude
from huying.simulation.course.handling import keep_promise
from huying.simulation.course.people import ASSESSORS, CALLERS, checkers, reviewers, workers
from huying.simulation.life import Life, Step
from huying.simulation.shifts import Shift
from huying.steps.evaluation.answers import Answers, Satisfied, Solved
from huying.steps.evaluation.call_back import TRIES, Attempt, call_back
from huying.steps.evaluation.rate import rate
from huying.steps.evaluation.reopen import reopen
from huying.steps.evaluation.review import order_again, uphold_result
from huying.steps.feedback.approve import approve
from huying.steps.feedback.report import report
from huying.steps.feedback.send_back import send_back
from huying.steps.reply.reply import Way, reply

SENT_BACK, BY_LINK, REACHED, STANDS, REOPENED, EXCLUDED = 0.04, 0.35, 0.7, 0.5, 0.012, 0.03
EXCLUSION_GRANTED = 0.6
NOT_AT_ALL = ((Attempt.REFUSED, 0.02), (Attempt.WRONG_NUMBER, 0.015))
WAYS = (Way.PHONE, Way.ONLINE, Way.FACE)
HALF_A_DAY = timedelta(hours=5)
EARLY = timedelta(hours=16)


def handled(life: Life) -> Sequence[Step]:
    """待上报."""
    return [Step(_report, life.minutes(25 * life.habits.slow), workers, 2)]


def reported(life: Life) -> Sequence[Step]:
    """待审核."""
    act = _send_back if life.case.round == 1 and life.chance(SENT_BACK) and "again" not in life.told else _approve
    return [Step(act, life.minutes(50), checkers, 3)]


def due(life: Life) -> Sequence[Step]:
    """待回复."""
    return [Step(_reply, life.minutes(40 * life.habits.slow), workers, 6)]


def awaiting(life: Life) -> Sequence[Step]:
    """待评价 · some answer by the link, the others are called, up to three times on different half-days."""
    if life.chance(BY_LINK):
        return [Step(_rate, life.minutes(600), voice=RESIDENT)]
    first = Step(_call, life.minutes(500), CALLERS, 3, Shift.CALLS)
    again = Step(_call, HALF_A_DAY, CALLERS, 2, Shift.CALLS)
    return [first, *[again] * (2 * TRIES)]


def review(life: Life) -> Sequence[Step]:
    """复核中."""
    return [Step(_review, life.minutes(900), reviewers, 25)]


def over(life: Life) -> Sequence[Step]:
    """已办结 · a promise is kept, a case comes back, a unit asks that it be left out."""
    steps = []
    if "promised" in life.told:
        life.told.discard("promised")
        steps.append(Step(keep_promise, timedelta(days=life.draw.uniform(1, 4)), workers, 15, aside=True))
    if life.chance(REOPENED) and life.case.stage == "closed":
        steps.append(Step(_reopen, timedelta(days=life.draw.uniform(1, 14)), voice=RESIDENT, aside=True))
    if life.chance(EXCLUDED) and life.case.stage == "closed" and "asked" not in life.told:
        life.told.add("asked")
        steps.append(Step(_ask_exclusion, timedelta(days=2), workers, 5, aside=True))
        ruling = _exclude if life.chance(EXCLUSION_GRANTED) else _count
        steps.append(Step(ruling, timedelta(days=6), ASSESSORS, 5, aside=True))
    return steps


def _report(life: Life, by: Person, at: datetime) -> None:
    report(life.case, by=by, at=at)
    life.hands.add(by.pk)


def _approve(life: Life, by: Person, at: datetime) -> None:
    approve(life.case, by=by, at=at)
    life.hands.add(by.pk)


def _send_back(life: Life, by: Person, at: datetime) -> None:
    life.told |= {"sent back", "again"}
    send_back(life.case, reason=life.say("sent_back"), by=by, at=at)


def _reply(life: Life, by: Person, at: datetime) -> None:
    words = life.say("replied", r=life.say("handled"))
    reply(life.case, words=words, way=life.draw.choice(WAYS), by=by, at=at)
    life.hands.add(by.pk)


def answers(life: Life) -> Answers:
    """What the resident says: by how well the unit works, and better when it has come back once."""
    good = min(0.98, life.habits.solves + 0.06 * (life.case.round > 1))
    solved = _one(life, good, 0.3)
    result = Satisfied(solved.value) if life.chance(0.9) else _satisfied(life, good)
    reason = life.say("unsolved")
    return Answers(life.chance(0.9 + 0.1 * life.habits.zeal), solved, _satisfied(life, good + 0.06), result, reason)


def _one(life: Life, good: float, basically: float) -> Solved:
    if not life.chance(good):
        return Solved.NO
    return Solved.BASICALLY if life.chance(basically) else Solved.YES


def _satisfied(life: Life, good: float) -> Satisfied:
    return Satisfied(_one(life, min(good, 0.99), 0.2).value)


def _rate(life: Life, by: Actor, at: datetime) -> None:
    rate(life.case, answers=answers(life), channel="web", by=by, at=at)


def _call(life: Life, by: Person, at: datetime) -> None:
    failed = next((attempt for attempt, share in NOT_AT_ALL if life.chance(share)), None)
    if failed is None and life.demand.who.phone and life.chance(REACHED):
        rate(life.case, answers=answers(life), channel="phone", by=by, at=at)
    else:
        call_back(life.case, attempt=failed or Attempt.NO_ANSWER, by=by, at=at)


def _review(life: Life, by: Person, at: datetime) -> None:
    if life.chance(STANDS):
        uphold_result(life.case, reason=life.say("reviewed"), by=by, at=at)
    else:
        order_again(life.case, reason=life.say("again"), by=by, at=at)


def _reopen(life: Life, by: Actor, at: datetime) -> None:
    reopen(life.case, reason=life.say("unsolved"), by=by, at=at)


def _ask_exclusion(life: Life, by: Person, at: datetime) -> None:
    ask_exclusion(life.case, reason=life.say("excluded"), by=by, at=at)


def _exclude(life: Life, by: Person, at: datetime) -> None:
    exclude(life.case, reason=life.say("excluded"), by=by, at=at)


def _count(life: Life, by: Person, at: datetime) -> None:
    count_again(life.case, reason=life.say_beside("counted"), by=by, at=at)
