"""时限表 · a changed limit is a new line from today; the old one ends and stays for the clocks that it made."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from huying.directory.clocks import Clock
from huying.directory.kinds import Kind
from huying.directory.models import Fate, Limit, LimitClass, Measure, Person
from huying.directory.reckoning import forget
from huying.directory.sheets.cells import Choice, Count, Day, Text, YesNo
from huying.directory.sheets.city_limits import longer_than_the_city
from huying.directory.sheets.columns import Column
from huying.directory.sheets.matching import Standing
from huying.directory.sheets.plan import Change, Fault, Values
from huying.directory.sheets.register import Register

KEY = ("clock", "limit_class", "source", "kind", "later_round")
VALUES = (*KEY, "amount", "measure", "basis", "valid_to", "valid_from", "version")
DAY = timedelta(days=1)


class Limits(Register):
    """One row a limit in force. A blank column matches any case; the row with most columns filled wins."""

    name, title = "limits", gettext_lazy("时限")
    key = KEY
    columns = (
        Column(name="clock", header=noop("时钟"), also=("环节",), sort=Choice(Clock), must=True),
        Column(name="limit_class", header=noop("时限类别"), sort=Choice(LimitClass), hint=noop("留空为不限")),
        Column(name="source", header=noop("来源"), sort=Text(60), hint=noop("留空为不限")),
        Column(name="kind", header=noop("诉求类型"), sort=Choice(Kind), hint=noop("留空为不限")),
        Column(name="later_round", header=noop("再办"), also=("不满意再办",), sort=YesNo()),
        Column(name="amount", header=noop("数量"), also=("时长",), sort=Count(), must=True),
        Column(name="measure", header=noop("计量"), also=("单位", "计时单位"), sort=Choice(Measure), must=True),
        Column(name="basis", header=noop("依据"), sort=Text(200), must=True),
        Column(name="valid_to", header=noop("失效日期"), also=("停用日期",), sort=Day(), hint=noop("留空为现行有效")),
        Column(name="valid_from", header=noop("生效日期"), sort=Day(), told=True),
        Column(name="version", header=noop("版本"), sort=Count(), told=True),
    )
    ignores = frozenset({"valid_from", "version"})

    def standing(self, at: datetime) -> Standing:
        found: Standing = {}
        for row in Limit.objects.order_by("clock", "id").values(*VALUES):
            if row["valid_to"] is None or row["valid_to"] >= localdate(at):
                found[tuple(row[name] for name in KEY)] = dict(row)
        return found

    def title_of(self, values: Values) -> str:
        shown = self.in_words(values, KEY)
        shown["再办"] = _("再办") if values["later_round"] else ""
        return " · ".join(text for text in shown.values() if text)

    def check(self, changes: Sequence[Change], standing: Standing, at: datetime) -> Iterable[Fault]:
        for change in changes:
            if not change.before and change.after["valid_to"]:
                yield Fault(change.number, _("没有这一条时限，不能停用"))
        after = standing | {change.key: change.after for change in changes}
        moving = [change for change in changes if self.fate_of(change) in (Fate.NEW, Fate.CHANGED)]
        yield from longer_than_the_city(moving, [row for row in after.values() if row["valid_to"] is None], at)

    def store(self, changes: Sequence[Change], *, by: Person | None, at: datetime) -> None:
        for change in changes:
            _end(change, at) if change.fate is Fate.ENDED else _replace(change, at)
        self.record(changes, by=by, at=at)
        forget()


def _end(change: Change, at: datetime) -> None:
    _rows(change, at).update(valid_to=change.after["valid_to"])


def _replace(change: Change, at: datetime) -> None:
    """The row in force ends yesterday, and another begins today."""
    today = localdate(at)
    _rows(change, at).update(valid_to=today - DAY)
    version = Limit.objects.filter(**_same(change)).count() + 1
    given = {name: change.after[name] for name in VALUES if name in change.after}
    Limit.objects.create(**given | {"valid_from": today, "version": version})


def _rows(change: Change, at: datetime) -> QuerySet[Limit]:
    return Limit.objects.filter(**_same(change)).exclude(valid_to__lt=localdate(at))


def _same(change: Change) -> dict[str, object]:
    return {name: change.after[name] for name in KEY}
