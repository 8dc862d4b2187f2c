"""新手提示 · put away by whoever has read it, and brought back when wanted."""

from collections.abc import Iterable
from datetime import datetime

from huying.directory.models import Hint, Person
from huying.directory.prepared import Prepared


def put_away(name: str, *, by: Person, at: datetime) -> None:
    """收起 · this person does not see it again; twice is once."""
    Hint.objects.get_or_create(person=by, name=name, defaults={"away_at": at})


def bring_back(*, by: Person) -> None:
    """再看一次 · all of them are shown again."""
    Hint.objects.filter(person=by).delete()


def still_shown(names: Iterable[str], *, to: Person) -> list[str]:
    """Those that this person has not put away, in their order."""
    away = {name for (name,) in _PUT_AWAY(to.pk)}
    return [name for name in names if name not in away]


_PUT_AWAY: Prepared[tuple[str]] = Prepared(lambda person: Hint.objects.filter(person=person).values_list("name"))
