"""队列的页签 · one row a tab: where its cases stand, and which clock presses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline
from huying.case.steps import Place, Stage, Step
from huying.directory.models import Person

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
        """Its cases among these."""
        found = cases.filter(step=self.place.step, stage=self.place.stage)
        return found.filter(pk__in=unsigned().values("case")) if self.key == UNSIGNED else found


UNSIGNED = "unsigned"
TABS = (
    Tab("waiting", _("待派单"), Place(D, Stage.WAITING), Clock.DISPATCH, _("没有等着派的件"), sends=True),
    Tab("offered", _("抢单中"), Place(D, Stage.OFFERED), Clock.CLAIM, _("大厅里没有在抢的件")),
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
    """The running sign-in clocks: nobody of the unit has said that it knows."""
    return Deadline.objects.filter(kind=Clock.SIGN_IN, ended_at=None)


@dataclass(frozen=True, slots=True)
class Total:
    """How many, and how many of them are late. Never cut off at a page."""

    all: int = 0
    late: int = 0


def totals(person: Person, *, at: datetime) -> Mapping[str, Total]:
    """The true totals of all tabs, in one query."""
    cases = Case.objects.seen_by(person, at=at)
    late = Count(
        "pk", filter=Q(deadlines__ended_at=None, deadlines__due_at__lt=at, deadlines__kind__in=PRESSING), distinct=True
    )
    placed = cases.filter(_placed()).values("stage").annotate(all=Count("pk", distinct=True), late=late)
    clocks = unsigned().filter(case__in=cases.filter(step=H, stage=Stage.WORKING))
    waiting = clocks.annotate(stage=Value(UNSIGNED)).values("stage").annotate(
        all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at))
    )  # fmt: skip
    rows = placed.order_by().union(waiting.order_by(), all=True).values_list("stage", "all", "late")
    found = {stage: Total(count, over) for stage, count, over in rows}
    return {tab.key: found.get(tab.key if tab.key == UNSIGNED else tab.place.stage, Total()) for tab in TABS}


PRESSING = (Clock.DISPATCH, Clock.CLAIM, Clock.RULING)


def _placed() -> Q:
    found = Q()
    for tab in TABS:
        if tab.key != UNSIGNED:
            found |= Q(step=tab.place.step, stage=tab.place.stage)
    return found
