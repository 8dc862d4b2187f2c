"""队列的页签 · one row a tab: where its cases stand, and which clock presses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, F, QuerySet, Value
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline
from huying.case.sight import Spans, spans_of, within
from huying.case.steps import Place, Stage, Step
from huying.directory.models import Person
from huying.directory.prepared import Prepared

D, H = Step.DISPATCH, Step.HANDLING


@dataclass(frozen=True, slots=True)
class Tab:
    """`sends`: its cases can be sent on from the row."""

    key: str
    label: str | Promise
    place: Place
    clock: Clock
    empty: str | Promise
    sends: bool = False

    def of(self, cases: "QuerySet[Case]") -> "QuerySet[Case]":
        """Its cases among these, read through the index of what is living; of the last tab, whether signed in or not."""
        return cases.filter(ended_at=None, stage=self.place.stage)


WAITING, OFFERED, UNSIGNED = "waiting", "offered", "unsigned"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
TABS = (
    Tab(WAITING, _("待派单"), Place(D, Stage.WAITING), Clock.DISPATCH, _("没有等着派的件"), sends=True),
    Tab(OFFERED, _("抢单中"), Place(D, Stage.OFFERED), Clock.CLAIM, _("大厅里没有在抢的件")),
    Tab("returned", _("退回待派"), Place(D, Stage.RETURNED), Clock.DISPATCH, _("没有退回的件"), sends=True),
    Tab("raised", _("提级待派"), Place(D, Stage.RAISED), Clock.DISPATCH, _("没有提级的件"), sends=True),
    Tab("unlisted", _("待领导定"), Place(D, Stage.UNLISTED), Clock.RULING, _("没有等领导定责的件")),
    Tab("objected", _("异议待裁"), Place(H, Stage.OBJECTED), Clock.RULING, _("没有等裁定的异议")),
    Tab(UNSIGNED, _("待签收"), Place(H, Stage.WORKING), Clock.SIGN_IN, _("派出的件都签收了")),
)


def tab_named(key: str, usual: str) -> Tab:
    """The tab with that key, else the usual one."""
    found = {tab.key: tab for tab in TABS}
    return found.get(key) or found[usual]


def unsigned() -> "QuerySet[Deadline]":
    """The running sign-in clocks: nobody of the unit has said that it knows. By due instant, for that index holds the kind."""
    return Deadline.objects.filter(kind=Clock.SIGN_IN, ended_at=None, due_at__gt=LONG_AGO)


@dataclass(frozen=True, slots=True)
class Total:
    """How many, and how many of them are late. Never cut off at a page."""

    all: int = 0
    late: int = 0


def totals(person: Person, *, at: datetime) -> Mapping[str, Total]:
    """The true totals of all tabs, in one query: what stands where, what nobody has signed in, and of both what is late."""
    rows = _TOTALS(at, shape=(spans_of(person.posts_on(localdate(at)), at=at),))
    return {tab.key: _total(rows, tab.key if tab.key == UNSIGNED else tab.place.stage) for tab in TABS}


def _totals(seen: Spans, at: datetime) -> "QuerySet[Case, Counted]":
    living = Case.objects.filter(within(seen), ended_at=None).order_by()
    placed = living.filter(stage__in=PLACED).annotate(tab=F("stage"))
    waiting = living.filter(stage=Stage.WORKING).annotate(tab=Value(UNSIGNED))
    running = Deadline.objects.filter(ended_at=None)
    parts = (
        _counted(placed, "all"),
        _counted(waiting.filter(pk__in=unsigned().values("case")), "all"),
        _counted(placed.filter(pk__in=running.filter(kind__in=PRESSING, due_at__lt=at).values("case")), "late"),
        _counted(waiting.filter(pk__in=unsigned().filter(due_at__lt=at).values("case")), "late"),
    )
    return parts[0].union(*parts[1:], all=True)


PRESSING = (Clock.DISPATCH, Clock.CLAIM, Clock.RULING)
PLACED = tuple(tab.place.stage for tab in TABS if tab.key != UNSIGNED)
Counted = tuple[str, str, int]
_TOTALS: Prepared[Counted] = Prepared(_totals)


def _counted(cases: "QuerySet[Case]", what: str) -> "QuerySet[Case, Counted]":
    return (
        cases.annotate(what=Value(what))
        .values("tab", "what")
        .annotate(count=Count("pk"))
        .values_list("tab", "what", "count")
    )


def _total(rows: Iterable[Counted], name: str) -> Total:
    return Total(**{what: count for tab, what, count in rows if tab == name})
