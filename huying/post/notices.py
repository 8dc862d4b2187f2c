"""内部信 · what the house has to say of itself to whoever looks after it: about no case, naming nobody."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.post.models import Notice

SHOWN = 20


def tell(people: Iterable[Person], said: str, values: Mapping[str, object], *, key: str, at: datetime) -> None:
    """The same key is told once to each."""
    rows = [
        Notice(jurisdiction=here(), key=f"{key}-{person.pk}", person=person, said=said, values=dict(values), made_at=at)
        for person in people
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def unread_notices(person: Person) -> list[Notice]:
    """The newest that were not read yet."""
    return list(waiting_notices(person).order_by("-id")[:SHOWN])


def mark_notices_read(person: Person, *, upto: int, at: datetime) -> int:
    """知道了 · up to the newest that was shown."""
    return waiting_notices(person).filter(pk__lte=upto).update(read_at=at)


def waiting_notices(person: Person) -> QuerySet[Notice]:
    """All that were not read yet."""
    return notices_of(person.pk)


def notices_of(person: int) -> QuerySet[Notice]:
    """The same by the person's row number; the bell counts them."""
    return Notice.objects.filter(jurisdiction=here(), person=person, read_at=None)
