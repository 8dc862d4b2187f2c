"""投递 · each line that waits in the outbox becomes letters: take the line, make the letters, drop the line, all in one transaction."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils.timezone import localdate

from huying.case.models import Case, Entry, Identity, Unposted
from huying.directory.models import Person
from huying.kit.points import reached
from huying.post.mishap import mishap
from huying.post.models import Letter, State
from huying.post.readers import HEARD, RESIDENT_HEARS, readers_of

logger = logging.getLogger(__name__)
BATCH = 100
MANY = 5000
TO_PEOPLE, TO_RESIDENTS = "inbox", "file"
"""By which carrier whom; one table of carriers is in `carriers`."""

Pair = tuple[Entry, Person]


def deliver(at: datetime, state: State = State.WAITING) -> int:
    """The oldest lines of the outbox; returns how many were looked at. One bad line is set aside and blocks nobody."""
    dropped = _drop_unheard()
    waiting = Unposted.objects.filter(aside="").select_related("entry__case__person", "entry__unit").order_by("id")
    lines = list(waiting.filter(entry__deed__in=HEARD)[:BATCH])
    try:
        _take(lines, at, state)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        for line in lines:
            _take_or_set_aside(line, at, state)
    return dropped + len(lines)


def _drop_unheard() -> int:
    """Lines that nobody hears of go first and together, so that a large import holds no letter up."""
    unheard = Unposted.objects.filter(aside="").exclude(entry__deed__in=HEARD).order_by("id")
    keys = list(unheard.values_list("pk", flat=True)[:MANY])
    return Unposted.objects.filter(pk__in=keys).delete()[0] if keys else 0


def _take_or_set_aside(line: Unposted, at: datetime, state: State) -> None:
    try:
        _take([line], at, state)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        what = mishap(error)
        logger.error("line %s of the ledger set aside in the outbox: %s", line.entry_id, what)
        Unposted.objects.filter(pk=line.pk).update(aside=what)


def _take(lines: Sequence[Unposted], at: datetime, state: State) -> None:
    """Who hears is looked up before; a second keeper at the same lines makes the same keys, and so no second letter."""
    letters = list(_letters([line.entry for line in lines], at, state))
    with transaction.atomic():
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        reached("written")
        Unposted.objects.filter(pk__in=[line.pk for line in lines]).delete()


def _letters(entries: Sequence[Entry], at: datetime, state: State) -> Iterator[Letter]:
    day = localdate(at)
    pairs = [(entry, person) for entry in entries for person in readers_of(entry, day)]
    for entry, person in _allowed(pairs, at):
        yield _letter(entry, person, TO_PEOPLE, at, state)
    for entry in _with_a_phone([entry for entry in entries if entry.deed in RESIDENT_HEARS]):
        yield _letter(entry, None, TO_RESIDENTS, at, state)


def _allowed(pairs: Sequence[Pair], at: datetime) -> list[Pair]:
    """Nobody gets a letter about a case they may not see: one question for each person."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for entry, person in pairs:
        wanted[person.pk].add(entry.case_id)
    people = {person.pk: person for _, person in pairs}
    seen = {key: _seen(people[key], cases, at) for key, cases in wanted.items()}
    return [(entry, person) for entry, person in pairs if entry.case_id in seen[person.pk]]


def _seen(person: Person, cases: set[int], at: datetime) -> set[int]:
    return set(Case.objects.seen_by(person, at=at).filter(pk__in=cases).values_list("pk", flat=True))


def _with_a_phone(entries: Sequence[Entry]) -> list[Entry]:
    cases = [entry.case_id for entry in entries]
    reachable = Identity.objects.filter(case__in=cases, erased_at=None).exclude(phone_index="")
    known = set(reachable.values_list("case_id", flat=True)) if cases else set()
    return [entry for entry in entries if entry.case_id in known]


def _letter(entry: Entry, person: Person | None, carrier: str, at: datetime, state: State) -> Letter:
    reader = person.pk if person else "resident"
    return Letter(
        jurisdiction=entry.jurisdiction, key=f"{entry.pk}-{reader}-{carrier}", entry=entry, person=person,
        carrier=carrier, state=state, made_at=at, next_try_at=at,
    )  # fmt: skip
