"""督办分栏 · which cases stand in which lane, how many, and the one next action for each. One row a lane."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import SILENT, Clock
from huying.case.hall.by_due import FAR
from huying.case.models import Case, Deadline, Entry
from huying.case.promises import BREACH, LONGEST_HOLIDAY, NEARLY
from huying.directory.jurisdiction import here
from huying.directory.models import Person

TWICE = 2
Clocks = Callable[[datetime], Q]
Which = Callable[[datetime], Q]


@dataclass(frozen=True, slots=True)
class Lane:
    """`which`: its cases; `clocks`: the clock by which they are ordered and that the card shows. `act`: the next action."""

    name: str
    label: str | Promise
    rule: str | Promise
    colour: str
    icon: str
    which: Which
    clocks: Clocks
    act: str
    deed: str
    verb: str | Promise


def _soon(at: datetime) -> Q:
    """Less than a fifth left, counted in the clock's own measure. Told from the clock itself: a keeper that died empties no lane."""
    is_open = Q(due_at__gt=at) | Q(unsure=True, due_at__gt=at - LONGEST_HOLIDAY)
    rung = Q(warn_at=None) & (Q(rung__gte=BREACH) | Q(rung=NEARLY, next_at__lte=at))  # clocks older than `warn_at`
    near = Q(due_at__gt=at - LONGEST_HOLIDAY)  # follows from the first; said apart, an index can be read by it
    return near & is_open & (Q(warn_at__lte=at) | rung) & ~Q(kind__in=SILENT)


def _over(at: datetime) -> Q:
    """Broken for certain: what ends beyond the published calendar waits for it, though not for ever."""
    return Q(due_at__lte=at) & (Q(unsure=False) | Q(due_at__lte=at - LONGEST_HOLIDAY))


def _late(at: datetime) -> Q:
    return _over(at) & ~Q(kind__in={*SILENT, Clock.CONTACT})


def _silent(at: datetime) -> Q:
    return _over(at) & Q(kind=Clock.CONTACT)


def _any(at: datetime) -> Q:
    return ~Q(kind__in=SILENT)


def _with(clocks: Clocks) -> Which:
    """Cases with such a running clock."""
    return lambda at: Q(pk__in=Deadline.objects.filter(clocks(at), jurisdiction=here(), ended_at=None).values("case"))


def _bounced(at: datetime) -> Q:
    """Given back, or an objection upheld: each sends it round once."""
    rows = Entry.objects.filter(case=OuterRef("pk"), deed__in=("given_back", "objection_upheld")).order_by()
    return Q(GreaterThanOrEqual(Subquery(rows.values("case").annotate(times=Count("pk")).values("times")), TWICE))


def _reopened(at: datetime) -> Q:
    return Q(round__gt=TWICE)


def _summoned(at: datetime) -> Q:
    return Q(Exists(Entry.objects.filter(case=OuterRef("pk"), deed="summoned")))


LANES: tuple[Lane, ...] = (
    Lane("soon", _("快到期"), _("时限只剩不到两成"), "amber", "clock", _with(_soon), _soon, "urge", "urged", _("催办")),
    Lane("late", _("已超时"), _("时限已过，还没有办"), "red", "alert", _with(_late), _late, "urge", "urged", _("催办")),
    Lane(
        "silent",
        _("未联系"),
        _("先行联系的时限已过，还没有联系诉求人"),
        "red",
        "phone",
        _with(_silent),
        _silent,
        "urge",
        "urged",
        _("催联系"),
    ),
    Lane(
        "bounced",
        _("两次退回"),
        _("退回重派或异议成立，合计两次以上"),
        "violet",
        "undo",
        _bounced,
        _any,
        "hand-to-leader",
        "raised",
        _("交领导"),
    ),
    Lane(
        "reopened",
        _("两次重办"),
        _("诉求人两次不满意，办到第三轮以上"),
        "violet",
        "refresh",
        _reopened,
        _any,
        "hand-to-leader",
        "raised",
        _("交领导"),
    ),
    Lane(
        "summoned",
        _("约谈"),
        _("列入约谈名单、还没有办结"),
        "violet",
        "users",
        _summoned,
        _any,
        "summon",
        "summoned",
        _("定约谈"),
    ),
)
BY_NAME = {lane.name: lane for lane in LANES}


def living(by: Person, *, at: datetime) -> QuerySet[Case]:
    """What this person supervises: living cases, as far as sight goes."""
    return Case.objects.seen_by(by, at=at).filter(ended_at=None)


def totals(by: Person, *, at: datetime) -> dict[str, int]:
    """How many stand in each lane: one query. A case may stand in several."""
    counts = {lane.name: Count("pk", filter=lane.which(at)) for lane in LANES}
    return dict(living(by, at=at).order_by().aggregate(**counts))


def cases_in(lane: Lane, by: Person, *, at: datetime) -> QuerySet[Any]:
    """Its cases with the clock that matters there (`due`, `clock_pk`), the nearest end first."""
    clocks = Deadline.objects.filter(lane.clocks(at), case=OuterRef("pk"), ended_at=None).order_by("due_at", "pk")
    urged = Entry.objects.filter(case=OuterRef("pk"), deed=lane.deed, voice="", round=OuterRef("round"))
    rows = living(by, at=at).filter(lane.which(at)).select_related("unit", "area", "person", "matter")
    return rows.annotate(
        due=Coalesce(Subquery(clocks.values("due_at")[:1]), FAR),
        clock_pk=Subquery(clocks.values("pk")[:1]),
        acted=Exists(urged),
    )


def clocks_of(cases: Sequence[Case]) -> dict[int, Deadline]:
    """The clock of each card, by case: one query."""
    keys = [getattr(case, "clock_pk", None) for case in cases]
    return {row.case_id: row for row in Deadline.objects.filter(pk__in=[key for key in keys if key])}
