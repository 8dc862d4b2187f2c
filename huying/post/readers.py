"""谁该知道 · one table: deed → who hears of it. A deed without a row is told to nobody; the resident's page shows public lines."""

from collections.abc import Callable
from datetime import date

from huying.case.clocks import Clock
from huying.case.models import Entry
from huying.case.who import FIELD, LEADERS
from huying.directory.models import Person, Unit
from huying.directory.roles import Role
from huying.post.people import in_district, in_units, nearest_over

Reader = Callable[[Entry, date], list[Person]]
LEADING = frozenset[Role]({Role.LEADER, Role.MAIN_LEADER})
ANSWERING = frozenset[Role]({Role.LIAISON, Role.UNIT_LEADER})


def operators(line: Entry, day: date) -> list[Person]:
    """接线员."""
    return in_district({Role.OPERATOR}, day)


def dispatchers(line: Entry, day: date) -> list[Person]:
    """派单员."""
    return in_district({Role.DISPATCHER}, day)


def callers(line: Entry, day: date) -> list[Person]:
    """回访员."""
    return in_district({Role.CALLER}, day)


def supervisors(line: Entry, day: date) -> list[Person]:
    """督办员."""
    return in_district({Role.SUPERVISOR}, day)


def assessors(line: Entry, day: date) -> list[Person]:
    """考核员."""
    return in_district({Role.ASSESSOR}, day)


def groups(line: Entry, day: date) -> list[Person]:
    """抢单群 · everybody entitled to claim in the units that the case is offered to."""
    return in_units(_offered(line), FIELD, day)


def group_leaders(line: Entry, day: date) -> list[Person]:
    """The leaders of those units: they let 15 minutes pass."""
    return in_units(_offered(line), ANSWERING, day)


def unit(line: Entry, day: date) -> list[Person]:
    """承办单位 · its liaison and its leader; where it has neither, whoever works there."""
    if line.unit_id is None:
        return []
    return in_units([line.unit_id], ANSWERING, day) or in_units([line.unit_id], FIELD, day)


def holder(line: Entry, day: date) -> list[Person]:
    """责任人 · the person who answers for the case; without one the unit; before any unit has it, the dispatchers."""
    person = line.case.person
    if person and person.is_active:
        return [person]
    return unit(line, day) or dispatchers(line, day)


def leader(line: Entry, day: date) -> list[Person]:
    """单位负责人 · of the unit that holds the case, or the nearest leader above it."""
    return nearest_over(line.unit, LEADERS, day)


def judges(line: Entry, day: date) -> list[Person]:
    """分管领导 · of the unit that the line names, or of the unit that holds the case; else the supervisors."""
    named = Unit.objects.filter(pk=line.facts["unit"]).first() if "unit" in line.facts else line.unit
    return nearest_over(named, LEADING, day) or supervisors(line, day)


def handed_to(line: Entry, day: date) -> list[Person]:
    """交领导 · where a supervisor named the leader's unit; the keeper's own warning is for the supervisors."""
    return judges(line, day) if "unit" in line.facts else []


def asked(line: Entry, day: date) -> list[Person]:
    """核查人 · the person or the unit that was asked to look on the spot."""
    opener = _opener(line)
    named = Person.objects.filter(pk=opener.facts.get("person") or 0, is_active=True)
    return list(named) or in_units(filter(None, [opener.facts.get("unit")]), FIELD, day)


def copied_to(line: Entry, day: date) -> list[Person]:
    """抄送单位."""
    return in_units(filter(None, [line.facts.get("unit")]), ANSWERING | LEADING, day)


def ruling(line: Entry, day: date) -> list[Person]:
    """裁定人 · on an objection the dispatchers, on an unlisted matter the leader it was put to."""
    opener = _opener(line)
    return dispatchers(line, day) if opener.deed == "objected" else judges(opener, day)


def in_debt(line: Entry, day: date) -> list[Person]:
    """Whoever owes what the clock of this line promises."""
    return OWES.get(line.facts.get("clock", ""), holder)(line, day)


def _opener(line: Entry) -> Entry:
    """The line that opened the clock of which this one speaks; without one, the line itself."""
    of = line.facts.get("of") if "clock" in line.facts else None
    return (of and line.case.entries.filter(seq=of).select_related("unit").first()) or line


def _offered(line: Entry) -> list[int]:
    """The units on whose boards the case hangs."""
    ties = line.case.shares.filter(tie="offered").values_list("unit_id", flat=True)
    return line.facts.get("units") or list(ties)


OWES: dict[str, Reader] = {
    Clock.ACCEPT: operators,
    Clock.DISPATCH: dispatchers,
    Clock.CLAIM: groups,
    Clock.INQUIRY: asked,
    Clock.RULING: ruling,
    Clock.EXTENSION: leader,
    Clock.CHECK: leader,
    Clock.CALLBACK: callers,
    Clock.REVIEW: judges,
}
"""Clock → who has to act before it runs out. All others: whoever holds the case."""

READERS: dict[str, tuple[Reader, ...]] = {
    "alerted": (dispatchers, supervisors),
    "offered": (groups,),
    "unclaimed": (group_leaders,),
    "assigned": (unit,),
    "put_to_leader": (judges,),
    "appointed": (unit,),
    "objected": (dispatchers,),
    "objection_upheld": (unit,),
    "objection_rejected": (unit,),
    "given_back": (dispatchers,),
    "escalated": (dispatchers,),
    "copied": (copied_to,),
    "taken_over": (unit,),
    "entrusted": (holder,),
    "inquiry_asked": (asked,),
    "inquired": (dispatchers,),
    "supplemented": (holder,),
    "joined": (holder,),
    "extension_asked": (leader,),
    "extended": (holder,),
    "extension_refused": (holder,),
    "reported": (leader,),
    "approved": (holder,),
    "sent_back": (holder,),
    "rated": (holder,),
    "disputed": (judges,),
    "referred": (judges,),
    "dispute_rejected": (unit,),
    "reopened": (unit, leader),
    "merged": (unit,),
    "withdrawn": (unit,),
    "terminated": (unit,),
    "city_changed": (dispatchers,),
    "exclusion_asked": (assessors,),
    "excluded": (unit,),
    "counted": (unit,),
    "urged": (in_debt,),
    "breached": (in_debt, leader),
    "raised": (supervisors, handed_to),
    "summoned": (supervisors, leader),
    "set_aside": (supervisors,),
}

RESIDENT_HEARS = frozenset(
    {
        "accepted", "declined", "merged", "transferred", "claimed", "assigned", "appointed", "extended", "replied",
        "reopened", "closed",
    }
)  # fmt: skip
"""What is worth a message to a phone; everything public is on the resident's page anyway."""

HEARD = frozenset(READERS) | RESIDENT_HEARS
"""Every other line leaves the outbox without a letter."""


def readers_of(line: Entry, day: date) -> list[Person]:
    """Who hears of this line, each once; nobody is told of what he did himself."""
    found = {person.pk: person for reader in READERS.get(line.deed, ()) for person in reader(line, day)}
    return [person for key, person in found.items() if key != line.by_id]
