"""处置 · sign in, call, visit, do the work, say so. How long it takes is ASSUMED, by the class of the matter's limit."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from huying.case.clocks import Clock
from huying.case.models import Deadline, Entry
from huying.case.ready import Ready
from huying.directory.models import LimitClass, Person
from huying.simulation.course.people import checkers, workers
from huying.simulation.life import Act, Life, Step
from huying.simulation.shifts import Shift
from huying.steps.evaluation.dispute import dispute
from huying.steps.handling.ask_extension import ask_extension
from huying.steps.handling.contact import contact
from huying.steps.handling.entrust import entrust
from huying.steps.handling.escalate import LEVELS, escalate
from huying.steps.handling.extend import extend, refuse_extension
from huying.steps.handling.give_back import give_back
from huying.steps.handling.handle import How, Result, handle
from huying.steps.handling.keep_commitment import keep_commitment
from huying.steps.handling.measure import measure
from huying.steps.handling.object_to import object_to
from huying.steps.handling.progress import progress
from huying.steps.handling.sign_in import sign_in
from huying.steps.handling.visit import Visit, visit

WORK = {LimitClass.URGENT: 35, LimitClass.UTILITY: 200, LimitClass.GENERAL: 420, LimitClass.COMPLEX: 5 * 1440}
"""Minutes from the visit to the result, the median of a diligent unit."""

REACHED, VISITED, PROGRESSED, MEASURED = 0.9, 0.72, 0.12, 0.02
OBJECTED, GIVEN_BACK, ESCALATED, DISPUTED, EXTENDED, GRANTED = 0.025, 0.008, 0.012, 0.12, 0.06, 0.85
LONG = timedelta(days=5)


def working(life: Life) -> Sequence[Step]:
    """办理中 · what is still to be done in this round."""
    if "sent back" in life.told:
        life.told.discard("sent back")
        return [Step(_progress, life.minutes(60), workers, 12), Step(_handle, life.minutes(60), workers, 10)]
    way_out = _way_out(life)
    start = [] if life.case.round > 1 or _is_signed(life) else [_sign_in(life)]
    return [*start, way_out] if way_out else [*start, *_contacts(life), *_on_the_spot(life), *_the_work(life)]


def _is_signed(life: Life) -> bool:
    """Who claims has signed; who went on after a ruling did so before."""
    return not UNSIGNED.any(life.pk)


UNSIGNED = Ready(lambda case: Deadline.objects.filter(case=case, kind=Clock.SIGN_IN, ended_at=None).values_list("pk"))
CLAIMED = Ready(lambda case: Entry.objects.filter(case=case, deed="claimed").values_list("pk"))


def _sign_in(life: Life) -> Step:
    late = life.minutes(600) if life.chance(life.habits.sleeps) else life.minutes(7 * life.habits.slow)
    return Step(_signing, late, workers, 1, _office(life))


def _office(life: Life) -> Shift:
    """What is urgent is done at any hour."""
    return Shift.ALWAYS if is_urgent(life) else Shift.OFFICE


def is_urgent(life: Life) -> bool:
    """Its limit runs round the clock, and somebody is on call for it."""
    matter = life.case.matter
    return life.case.urgent or bool(matter and matter.limit_class in (LimitClass.URGENT, LimitClass.UTILITY))


def _way_out(life: Life) -> Step | None:
    """异议、退回、提级 · for a wrong address mostly; each case tries one of them once."""
    if "out" in life.told or life.case.round > 1 or life.case.appointed:
        return None
    wrong = 0.85 if life.case.matter_id != life.demand.matter.pk else 0.0
    claimed = CLAIMED.any(life.pk)
    ways = [(_give_back, wrong or GIVEN_BACK), (_escalate, ESCALATED)]
    ways = ways if claimed else [(_object, wrong or OBJECTED), *ways]
    chosen = next((act for act, share in ways if life.chance(share)), None)
    life.told.add("out")
    return Step(chosen, life.minutes(50), workers, 8, _office(life)) if chosen else None


def _contacts(life: Life) -> list[Step]:
    wait = life.minutes(45 * life.habits.slow) if not is_urgent(life) else life.minutes(6)
    shift = Shift.ALWAYS if is_urgent(life) else Shift.WATCH
    first = Step(_contact, wait, workers, 6, shift)
    if life.chance(REACHED):
        return [first]
    return [Step(_try, wait, workers, 2, shift), Step(_contact, life.minutes(180), workers, 6, shift)]


def _on_the_spot(life: Life) -> list[Step]:
    shift, soon = _office(life), life.minutes(20 if is_urgent(life) else 150 * life.habits.slow)
    visited = [Step(_visit, soon, workers, life.draw.randint(15, 45), shift)] if life.chance(VISITED) else []
    interim = [Step(_measure, life.minutes(30), workers, 20, shift)] if life.chance(MEASURED) else []
    return [*visited, *interim]


def _the_work(life: Life) -> list[Step]:
    """If it takes longer than the limit allows, somebody diligent asks in time."""
    matter = life.case.matter
    kind = LimitClass(matter.limit_class) if matter else LimitClass.GENERAL
    takes = life.minutes(WORK[LimitClass.URGENT if life.case.urgent else kind] * life.habits.slow, 0.75)
    steps: list[Step] = []
    if life.chance(EXTENDED * life.habits.zeal) and not is_urgent(life):
        steps = [Step(_ask, life.minutes(30), workers, 4), Step(_ruling(life), life.minutes(45), checkers, 3)]
        takes += timedelta(days=2)
    if life.chance(PROGRESSED):
        steps.append(Step(_progress, takes / 2, workers, 8, _office(life)))
    if life.case.round > 1 and life.chance(DISPUTED):
        steps.insert(0, Step(_dispute, life.minutes(60), workers, 15))
    return [*steps, Step(_handle, takes, workers, 12, _office(life))]


def _signing(life: Life, by: Person, at: datetime) -> None:
    sign_in(life.case, by=by, at=at)
    if life.case.unit_id in {post.unit_id for post in by.posts_on(at.date())}:
        entrust(life.case, to=by, by=by, at=at)


def _contact(life: Life, by: Person, at: datetime) -> None:
    contact(life.case, reached=True, words=life.say("contacted"), by=by, at=at)
    life.hands.add(by.pk)


def _try(life: Life, by: Person, at: datetime) -> None:
    contact(life.case, reached=False, words=life.say("tried"), by=by, at=at)


def _visit(life: Life, by: Person, at: datetime) -> None:
    visit(life.case, seen=Visit(life.say("visited"), met=1, place=life.case.place), by=by, at=at)
    life.hands.add(by.pk)


def _progress(life: Life, by: Person, at: datetime) -> None:
    progress(life.case, words=life.say("progressed"), by=by, at=at)


def _measure(life: Life, by: Person, at: datetime) -> None:
    """临时措施 · the promise is kept some days later, mostly."""
    measure(life.case, words=life.say("measured"), until=at + LONG, by=by, at=at)
    life.told.add("promised")


def keep_promise(life: Life, by: Person, at: datetime) -> None:
    """兑现."""
    clock = life.case.deadlines.filter(kind=Clock.COMMITMENT, ended_at=None).order_by("seq").first()
    if clock:
        keep_commitment(life.case, of=clock.seq, words=life.say("handled"), by=by, at=at)


def _ask(life: Life, by: Person, at: datetime) -> None:
    limit = life.case.deadlines.filter(kind=Clock.HANDLING, ended_at=None).first()
    until = (limit.due_at if limit else at) + timedelta(days=3)
    ask_extension(life.case, until=until, reason=life.say("extension"), by=by, at=at)


def _ruling(life: Life) -> Act:
    def do(life: Life, by: Person, at: datetime) -> None:
        if granted:
            extend(life.case, by=by, at=at)
        else:
            refuse_extension(life.case, reason=life.say("rejected"), by=by, at=at)

    granted = life.chance(GRANTED)
    return do


def _object(life: Life, by: Person, at: datetime) -> None:
    object_to(life.case, by=by, reason=life.say("objected"), proof=life.say("proof"), at=at)


def _give_back(life: Life, by: Person, at: datetime) -> None:
    life.told.add("back")
    give_back(life.case, by=by, reason=life.say("given_back"), at=at)


def _escalate(life: Life, by: Person, at: datetime) -> None:
    if life.case.level in LEVELS[:3]:
        escalate(life.case, reason=life.say("escalated"), by=by, at=at)


def _dispute(life: Life, by: Person, at: datetime) -> None:
    dispute(life.case, reason=life.say("reviewed"), by=by, at=at)


def _handle(life: Life, by: Person, at: datetime) -> None:
    how = How.EXPLAINED if life.chance(0.12) else How.SOLVED
    words = life.say("explained" if how is How.EXPLAINED else "handled")
    handle(life.case, result=Result(how, words, basis=life.say("proof")), by=by, at=at)
    life.hands.add(by.pk)
