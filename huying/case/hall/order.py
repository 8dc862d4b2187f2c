"""次序 · newest first, a page at a time, by key: a page begins where the last one ended, however many came in meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter

from django.db.models import Q, QuerySet

from huying.case.hall.rows import shown
from huying.case.models import Case

SIZE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
LARGEST = 2**62
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // TICK


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest first, and the keys of what is newer and older; empty where there is nothing that way."""

    cases: list[Case]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class ByArrival:
    """到达先后 · the newest to reach us first. The key is the row's own number."""

    columns = ("-pk",)

    def key(self, case: Case) -> str:
        return str(case.pk)

    def beyond(self, key: str, way: str) -> Q:
        """The rows after (`lt`) or before (`gt`) the row of that key; a key that is none finds all."""
        number = _whole(key)
        return Q(**{f"pk__{way}": number}) if number is not None else Q()


@dataclass(frozen=True, slots=True)
class ByDay:
    """反映先后 · the latest to be spoken first: the order of a list of days. The key is the instant and the row."""

    columns = ("-received_at", "-pk")

    def key(self, case: Case) -> str:
        return f"{(case.received_at - EPOCH) // TICK}.{case.pk}"

    def beyond(self, key: str, way: str) -> Q:
        """As above; the first condition is the one that the index is read by."""
        micros, number = (_whole(part) for part in (*key.split(".", 1), "")[:2])
        if micros is None or number is None or micros > LATEST:
            return Q()
        at = EPOCH + micros * TICK
        return Q(**{f"received_at__{way}e": at}) & (Q(**{f"received_at__{way}": at}) | Q(**{f"pk__{way}": number}))


Order = ByArrival | ByDay


def page(cases: QuerySet[Case], order: Order, given: Mapping[str, str]) -> Page:
    """翻页 · the newest; or what is older than the key `before`; or what is newer than the key `after`."""
    if key := given.get("after", ""):
        return _newer(cases, order, key)
    before = given.get("before", "")
    rows = _rows(cases.filter(order.beyond(before, "lt")), order.columns)
    return _page(rows[:SIZE], order, has_newer=bool(before), has_older=len(rows) > SIZE)


def _newer(cases: QuerySet[Case], order: Order, key: str) -> Page:
    """Read upwards, shown downwards."""
    upwards = tuple(column.removeprefix("-") for column in order.columns)
    rows = _rows(cases.filter(order.beyond(key, "gt")), upwards)
    return _page(rows[:SIZE][::-1], order, has_newer=len(rows) > SIZE, has_older=True)


def _rows(cases: QuerySet[Case], columns: tuple[str, ...]) -> list[Case]:
    """One row more than a page. Numbers are sorted first, and only then is anything fetched: one query, a narrow sort.

    The rows themselves are put in order here: in Django a wide query with ORDER BY costs twice the making."""
    numbers = cases.order_by(*columns).values("pk")[: SIZE + 1]
    found = list(shown(Case.objects.filter(pk__in=numbers)))
    return sorted(
        found, key=attrgetter(*(column.removeprefix("-") for column in columns)), reverse=columns[0][0] == "-"
    )


def _page(rows: list[Case], order: Order, *, has_newer: bool, has_older: bool) -> Page:
    newer = order.key(rows[0]) if rows and has_newer else ""
    return Page(rows, newer, order.key(rows[-1]) if rows and has_older else "")


def _whole(text: str) -> int | None:
    """A number as it stands in an address; nonsense and giants are no keys."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) < LARGEST else None
