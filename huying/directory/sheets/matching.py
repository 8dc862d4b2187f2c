"""对号 · which row of the register a line of the file speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from huying.directory.models.valid import ALWAYS
from huying.directory.sheets.cells import Value
from huying.directory.sheets.plan import Change, Fault, Key, Values

Standing = dict[Key, Values]


class Matcher:
    """By the key columns alone; a column that the file does not have is blank."""

    def __init__(self, key: Sequence[str], blank: Mapping[str, Value] | None = None) -> None:
        self.key, self._blank = key, blank or {}

    def __call__(self, values: Mapping[str, Value]) -> Key:
        return tuple(values.get(name, self._blank.get(name)) for name in self.key)


class Dated(Matcher):
    """By the key columns, the last of which is the first day: where it is blank, the row that has always been, else the newest."""

    def __init__(self, key: Sequence[str], standing: Iterable[Key], first_day: date) -> None:
        super().__init__(key)
        self._days: dict[Key, list[date]] = defaultdict(list)
        self._first_day = first_day
        for *ids, day in standing:
            if isinstance(day, date):
                self._days[tuple(ids)].append(day)

    def __call__(self, values: Mapping[str, Value]) -> Key:
        *ids, day = super().__call__(values)
        return (*ids, day or self._found(tuple(ids)))

    def _found(self, ids: Key) -> date:
        days = self._days.get(ids, [])
        return max(days) if days and ALWAYS not in days else (ALWAYS if days else self._first_day)


def overlapping(changes: Iterable[Change], standing: Standing) -> Iterator[Fault]:
    """The same code twice at one time."""
    rows: dict[Key, list[tuple[date, date, int]]] = defaultdict(list)
    after = {change.key: (change.after, change.number) for change in changes}
    for key in {**standing, **after}:
        values, number = after.get(key, (standing.get(key, {}), 0))
        rows[key[:-1]].append((_day(values["valid_from"]), _day(values["valid_to"], date.max), number))
    for ids, spans in rows.items():
        spans.sort()
        for (_from, to, first), (begins, _to, second) in pairwise(spans):
            if begins <= to and (first or second):
                yield Fault(second or first, _("“%s”的有效期与同代码的另一行重叠") % ids[0])


def _day(value: Value, otherwise: date = ALWAYS) -> date:
    return value if isinstance(value, date) else otherwise
