"""日历表 · one row a decreed day, and one that says to which day the calendar is published."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from huying.directory.edit_calendar import Plan, edit_calendar, newest, state_of
from huying.directory.models import Fate, Person
from huying.directory.sheets.cells import Choice, Day, Text
from huying.directory.sheets.columns import Column
from huying.directory.sheets.matching import Matcher, Standing
from huying.directory.sheets.plan import Change, Fault, Key, Values
from huying.directory.sheets.register import Register


class Decree(TextChoices):
    """What is decreed for a day."""

    REST = "rest", gettext_lazy("休息")
    WORK = "work", gettext_lazy("上班")
    NONE = "none", gettext_lazy("照常")
    PUBLISHED = "published", gettext_lazy("公布至")


class Calendar(Register):
    """A file changes the days that it names, and no other."""

    name, title = "calendar", gettext_lazy("工作日历")
    key = ("day", "published")
    columns = (
        Column(name="day", header=noop("日期"), sort=Day(), must=True),
        Column(name="decree", header=noop("安排"), also=("类型",), sort=Choice(Decree), must=True),
        Column(name="name", header=noop("名称"), also=("节日", "说明"), sort=Text(40)),
    )

    def standing(self, at: datetime) -> Standing:
        state = state_of(newest())
        rows = [_values(day, Decree.WORK if plan.works else Decree.REST, plan.name) for day, plan in state.days.items()]
        rows += [_values(state.published_to, Decree.PUBLISHED)] if state.published_to else []
        return {(row["day"], row["published"]): row for row in rows}

    def matcher(self, standing: Standing, at: datetime) -> Matcher:
        return _ByDay(self.key)

    def title_of(self, values: Values) -> str:
        return f"{values['day']} {values['name']}".strip()

    def fate_of(self, change: Change) -> Fate:
        if change.after["decree"] == Decree.NONE:
            return Fate.ENDED if change.before else Fate.UNCHANGED
        return super().fate_of(change)

    def check(self, changes: Sequence[Change], standing: Standing, at: datetime) -> Iterable[Fault]:
        last = [change for change in changes if change.after["decree"] == Decree.PUBLISHED]
        for change in last[1:]:
            yield Fault(change.number, _("“公布至”只能有一行"))
        if not last and not any(key[1] for key in standing):
            yield Fault(0, _("请加一行“公布至”，写明工作日历已公布到哪一天"))

    def store(self, changes: Sequence[Change], *, by: Person | None, at: datetime) -> None:
        days: dict[date, Plan | None] = {}
        published_to = None
        for change in changes:
            day = change.after["day"]
            assert isinstance(day, date)
            if change.after["decree"] == Decree.PUBLISHED:
                published_to = day
            else:
                days[day] = _plan(change.after)
        edit_calendar(days, by=by, at=at, published_to=published_to, note=_("导入"))


class _ByDay(Matcher):
    """The day, and whether it is the row of the last published one."""

    def __call__(self, values: Values) -> Key:  # type: ignore[override]
        return (values["day"], values["decree"] == Decree.PUBLISHED)


def _values(day: date, decree: Decree, name: str = "") -> Values:
    return {"day": day, "decree": str(decree), "name": name, "published": decree is Decree.PUBLISHED}


def _plan(values: Values) -> Plan | None:
    if values["decree"] == Decree.NONE:
        return None
    return Plan(works=values["decree"] == Decree.WORK, name=str(values["name"]))
