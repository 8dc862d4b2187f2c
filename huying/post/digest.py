"""每日一信 · on the morning of a working day everybody is told once what waits: counts of cases that they may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huying.case.hall.desk import figures
from huying.case.steps import Stage
from huying.directory.jurisdiction import here
from huying.directory.models import Person, Post
from huying.directory.models.valid import in_force
from huying.directory.reckoning import rules
from huying.directory.roles import ADMINISTRATORS
from huying.post.models import Digest

HOUR = time(8, 30)
BATCH = 100


@dataclass(frozen=True, slots=True)
class Wait:
    """So many cases under that filter of the list."""

    label: str
    number: int
    query: str


def send_digests(at: datetime) -> int:
    """From half past eight of a working day, whoever has not had today's; returns how many were made. Twice is once."""
    local = localtime(at)
    if local.time() < HOUR or not rules(at).calendar.works_on(local.date()):
        return 0
    people = list(_waiting(at)[:BATCH])
    Digest.objects.bulk_create([_digest(person, at) for person in people], ignore_conflicts=True)
    return len(people)


def todays(person: Person, *, at: datetime) -> Digest | None:
    """今天的一信 · while it is unread and has something to say."""
    return unread_digests(person, at=at).first()


def unread_digests(person: Person, *, at: datetime) -> QuerySet[Digest]:
    """One or none."""
    return digests_of(person.pk, localdate(at))


def digests_of(person: int, day: date) -> QuerySet[Digest]:
    """The same by the person's row number, of one day; the bell counts them."""
    return Digest.objects.filter(jurisdiction=here(), person=person, day=day, read_at=None).exclude(waits=[])


def waits_of(digest: Digest) -> list[Wait]:
    """In words, in the language of the reader."""
    return [Wait(_label(query), number, query) for query, number in digest.waits]


def _waiting(at: datetime) -> QuerySet[Person]:
    """Those with a post today that has to do with cases."""
    day = localdate(at)
    posts = Post.objects.filter(in_force(day), person=OuterRef("pk")).exclude(role__in=ADMINISTRATORS)
    had = Digest.objects.filter(jurisdiction=here(), person=OuterRef("pk"), day=day)
    return Person.objects.filter(Exists(posts), ~Exists(had), is_active=True).order_by("pk")


def _digest(person: Person, at: datetime) -> Digest:
    """A row for those for whom nothing waits, too: they are not asked about again today."""
    return Digest(jurisdiction=here(), person=person, day=localdate(at), made_at=at, waits=_counted(person, at))


def _counted(person: Person, at: datetime) -> Sequence[tuple[str, int]]:
    return [(figure.query, figure.number) for figure in figures(person, at=at) if figure.number]


def _label(query: str) -> str:
    stage = query.removeprefix("?at=")
    return str(Stage(stage).label) if stage in Stage.values else _("已超时")
