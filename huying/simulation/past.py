"""真实到件 · what a home received between two days: when, about what, where, by which door. Never who, and no word of theirs."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from huying.case.channels import Channel
from huying.case.models import Case, Kind
from huying.directory.jurisdiction import here
from huying.directory.models import Area
from huying.simulation.demand import Demand
from huying.simulation.district import District
from huying.simulation.nearest import Nearest
from huying.simulation.plan import Plan
from huying.simulation.residents import Residents
from huying.simulation.texts.compose import request, spot_of


@dataclass(frozen=True, slots=True)
class Asked:
    """`of`: which of those before it it was joined to, counted from 0. Areas and matters by their rows, kept in the copy."""

    at: str
    matter: str
    area: int | None
    channel: str
    kind: str
    urgent: bool
    of: int | None


def within(first: date, last: date) -> QuerySet[Case]:
    """The cases that were brought from the first day to the last."""
    zone = ZoneInfo(settings.TIME_ZONE)
    begins, ends = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    return Case.objects.filter(jurisdiction=here(), received_at__gte=begins, received_at__lt=ends)


def write(to: Path, first: date, last: date) -> int:
    """Into a file; how many."""
    rows = [asdict(one) for one in _asked(within(first, last))]
    to.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return len(rows)


def _asked(cases: QuerySet[Case]) -> Iterator[Asked]:
    numbers: dict[int, int] = {}
    wanted = cases.order_by("received_at", "pk").values_list(
        "pk", "received_at", "matter__full_name", "area", "channel", "kind", "urgent", "joined_to"
    )
    for number, (pk, at, matter, area, channel, kind, urgent, joined) in enumerate(wanted.iterator()):
        numbers[pk] = number
        yield Asked(at.isoformat(), matter or "", area, channel, kind, urgent, numbers.get(joined or 0))


def read(file: Path) -> list[Asked]:
    """Out of it."""
    return [Asked(**row) for row in json.loads(file.read_text("utf-8"))]


def demands(rows: Iterable[Asked], plan: Plan, district: District) -> list[Demand]:
    """诉求 · the same arrivals with invented people and invented words."""
    made: list[Demand] = []
    inventor = _Inventor(plan, district)
    for number, row in enumerate(rows, start=1):
        demand = inventor.demand(row)
        demand.number = number
        demand.of = made[row.of] if row.of is not None else None
        made.append(demand)
    return made


class _Inventor:
    """What the ledger is not asked for."""

    def __init__(self, plan: Plan, district: District) -> None:
        self._draw = plan.draw("past")
        self._people = Residents(plan.draw("residents"))
        self._matters = Nearest(district.matters.values())
        self._places = _Places(district)

    def demand(self, row: Asked) -> Demand:
        draw = self._draw
        village = self._places.village(row.area, draw)
        matter = self._matters.of(row.matter) if row.matter else draw.choice(self._matters.all)
        spot = spot_of(matter.name, draw)
        channel = row.channel if row.channel in Channel.values else Channel.PHONE.value
        return Demand(
            datetime.fromisoformat(row.at), matter, village, spot, request(matter.name, village.name, spot, draw),
            self._people.of(village), channel, row.kind if row.kind in Kind.values else Kind.HELP, row.urgent,
        )  # fmt: skip


class _Places:
    """The village of a grid; of a town any of its villages; of nowhere any at all."""

    def __init__(self, district: District) -> None:
        self._areas, self._villages = district.areas, district.villages()
        self._under: dict[int, list[Area]] = defaultdict(list)
        for village in self._villages:
            for above in village.above:
                self._under[above].append(village)

    def village(self, area: int | None, draw: Random) -> Area:
        above: Sequence[int] = self._areas[area].above if area in self._areas else ()
        for step in reversed(above):
            if found := self._under.get(step):
                return found[0] if len(found) == 1 else draw.choice(found)
        return draw.choice(self._villages)
