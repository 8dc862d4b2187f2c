"""收件箱 · the letters of one person, about cases that this person may still see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.case.deeds import DEEDS
from huying.case.models import Case
from huying.case.promises import BREACH, LADDER
from huying.case.sight import Spans, spans_of, within
from huying.directory.models import Person
from huying.directory.prepared import Prepared
from huying.kit.whole import whole
from huying.post.digest import digests_of
from huying.post.models import Letter, State
from huying.post.notices import notices_of

PAGE = 30


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of letters, newest first; `newer` and `older` are the keys to go on by, empty at an end."""

    letters: list[Letter]
    newer: str
    older: str


def letters_to(person: Person, *, at: datetime) -> QuerySet[Letter]:
    """All that have arrived. A case that passed out of sight takes its letters along."""
    return _letters(spans_of(person.posts_on(localdate(at)), at=at), person.pk)


def unread(person: Person, *, at: datetime) -> int:
    """How many wait to be read: all of them, not those of one page."""
    return letters_to(person, at=at).filter(read_at=None).count()


def ringing(person: Person, *, at: datetime) -> int:
    """铃 · all that the inbox shows as new, the digest of the morning and own notices too; one statement, for every page asks."""
    seen = spans_of(person.posts_on(localdate(at)), at=at)
    return _RINGING.count(person.pk, localdate(at), shape=(seen,))


def _letters(seen: Spans, person: int) -> QuerySet[Letter]:
    mine = Letter.objects.filter(jurisdiction=seen.jurisdiction, person=person, carrier="inbox", state=State.CARRIED)
    return mine.filter(Exists(Case.objects.filter(within(seen), pk=OuterRef("entry__case"))))


def _ringing(seen: Spans, person: int, day: date) -> QuerySet[Letter, tuple[int]]:
    letters = _letters(seen, person).filter(read_at=None).order_by().values_list("pk")
    others = (digests_of(person, day), notices_of(person))
    return letters.union(*(rows.values_list("pk") for rows in others), all=True)


_RINGING: Prepared[tuple[int]] = Prepared(_ringing)


def sheet(letters: QuerySet[Letter], *, before: str = "", after: str = "") -> Sheet:
    """A page by key: older than `before`, or newer than `after`, or the newest."""
    rows = letters.select_related("entry__case", "entry__by")
    newer_than, older_than = whole(after), whole(before)
    if newer_than is not None:
        found = list(rows.filter(pk__gt=newer_than).order_by("pk")[: PAGE + 1])[::-1]
        more, found = len(found) > PAGE, found[-PAGE:]
        return Sheet(found, _key(found, 0) if more else "", _key(found, -1))
    older = rows if older_than is None else rows.filter(pk__lt=older_than)
    found = list(older.order_by("-pk")[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    return Sheet(found, "" if older_than is None else _key(found, 0), _key(found, -1) if more else "")


def mark_read(letters: QuerySet[Letter], *, at: datetime) -> int:
    """已读 · the first reading is the one that counts."""
    return letters.filter(read_at=None).update(read_at=at)


def headline(letter: Letter) -> str:
    """What happened, and by which clock: 超过时限：办理."""
    entry = letter.entry
    label, clock = str(DEEDS[entry.deed].label), entry.facts.get("clock", "")
    if clock not in Clock.values:
        return label
    return _("%(deed)s：%(clock)s") % {"deed": label, "clock": Clock(clock).label} + _used(entry.facts.get("rung"))


def _used(rung: int | None) -> str:
    if rung is None or rung >= BREACH:
        return ""
    return _("时限已用 %d%%") % round(LADDER[rung].share * 100)


def _key(found: list[Letter], place: int) -> str:
    return str(found[place].pk) if found else ""
