"""另一套规则 · what is changed before a run: any limit of the table, more grid workers, another matter list."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from huying.case.clocks import Clock
from huying.directory.models import Limit, LimitClass, MatterList, Measure, Person, Post, Unit, UnitKind
from huying.directory.models.valid import ALWAYS
from huying.directory.reckoning import forget
from huying.directory.roles import Role
from huying.simulation.other_list import Unfit, bring

WORKERS, MATTERS = "workers", "matters"
MOST, MOST_WORKERS = 100_000, 20
NEVER = date(1, 1, 1)
UNITS: Mapping[str, Measure] = {
    "m": Measure.MINUTES, "wm": Measure.WORK_MINUTES, "wd": Measure.WORK_DAYS, "d": Measure.DAYS,
}  # fmt: skip
COUNTED = {
    Measure.MINUTES: ngettext_lazy("%d 分钟", "%d 分钟"), Measure.WORK_MINUTES: ngettext_lazy("%d 工作分钟", "%d 工作分钟"),
    Measure.WORK_DAYS: ngettext_lazy("%d 个工作日", "%d 个工作日"), Measure.DAYS: ngettext_lazy("%d 天", "%d 天"),
}  # fmt: skip
FORM = re.compile(r"(?P<name>[a-z_]+)(?:\.(?P<group>[a-z]+))?(?:@(?P<place>[^=]+))?=(?P<value>.+)")
AMOUNT = re.compile(r"(?P<amount>[0-9]{1,9})(?P<unit>wm|wd|m|d)?")
NEXT = re.compile(r",(?=[a-z_]+(?:[.@][^=,]*)*=)")


class NoSuchRule(ValueError):
    """Said in words for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`name.group@place=amount`, as it is typed. `group`: a class of limits; `place`: the code of a unit; `file`: a matter list."""

    name: str
    amount: int = 0
    group: str = ""
    place: str = ""
    measure: str = ""
    file: str = ""

    def __str__(self) -> str:
        unit = next((short for short, measure in UNITS.items() if measure == self.measure), "")
        left = self.name + (f".{self.group}" if self.group else "") + (f"@{self.place}" if self.place else "")
        return f"{left}={self.file or f'{self.amount}{unit}'}"


def rules_of(text: str) -> list[Rule]:
    """Several, with commas between; none for the rules as they are."""
    return [rule_of(one) for one in NEXT.split(text) if one]


def rule_of(text: str) -> Rule:
    """claim=5, handling.urgent=60m, workers@T01=2, matters=3; what else is typed is refused."""
    typed = FORM.fullmatch(text.strip())
    if not typed or typed["name"] not in KINDS:
        raise _unread(text)
    return KINDS[typed["name"]](typed, text)


def _unread(text: str) -> NoSuchRule:
    clocks = "、".join(f"{clock.value}（{clock.label}）" for clock in Clock)
    words = _(
        "看不懂“%(text)s”。可以写：时限=数字，如 claim=5、handling=3、handling.urgent=60m（m 分钟、wm 工作分钟、wd 工作日、"
        "d 天；不写就照现在的单位）；网格员 workers=1 或 workers@镇代码=2；清单 matters=版本号 或 matters=文件。时限有：%(clocks)s。"
    )
    return NoSuchRule(words % {"text": text, "clocks": clocks})


def _limit(typed: "re.Match[str]", text: str) -> Rule:
    found = AMOUNT.fullmatch(typed["value"])
    group = typed["group"] or ""
    if not found or typed["place"] or (group and group not in LimitClass.values):
        raise _unread(text)
    measure = UNITS.get(found["unit"] or "")
    return Rule(typed["name"], _within(found["amount"], MOST, text), group, measure=str(measure or ""))


def _more(typed: "re.Match[str]", text: str) -> Rule:
    if typed["group"] or not typed["value"].isdecimal():
        raise _unread(text)
    return Rule(WORKERS, _within(typed["value"], MOST_WORKERS, text), place=typed["place"] or "")


def _list(typed: "re.Match[str]", text: str) -> Rule:
    if typed["group"] or typed["place"]:
        raise _unread(text)
    value = typed["value"]
    if not value.isdecimal():
        return Rule(MATTERS, file=value)
    return Rule(MATTERS, _within(value, MOST, text))


def _within(digits: str, most: int, text: str) -> int:
    if not 0 < int(digits) <= most:
        raise NoSuchRule(_("“%(text)s”里的数要在 1 到 %(most)d 之间。") % {"text": text, "most": most})
    return int(digits)


KINDS: Mapping[str, Callable[["re.Match[str]", str], Rule]] = {
    **dict.fromkeys((clock.value for clock in Clock), _limit), WORKERS: _more, MATTERS: _list,
}  # fmt: skip
"""What may be changed, by the word that is typed, and how the rest is read."""


def settled(rule: Rule) -> Rule:
    """Held against the directory that is here: there is such a limit, such a unit, such a list; and in which measure it counts."""
    if rule.name == WORKERS:
        if not _villages(rule.place).exists():
            raise NoSuchRule(_("没有代码为“%s”的单位，或它下面没有村居。") % rule.place)
        return rule
    if rule.name == MATTERS:
        if not rule.file and not MatterList.objects.filter(version=rule.amount).exists():
            raise NoSuchRule(_("没有第 %d 版事项清单。") % rule.amount)
        if rule.file and not Path(rule.file).is_file():
            raise NoSuchRule(_("找不到事项清单文件“%s”。") % rule.file)
        return rule
    line = lines(rule.name, rule.group).last()
    if line is None:
        raise NoSuchRule(_("这里没有设“%s”的时限，换不了。") % named(rule))
    return rule if rule.measure else replace(rule, measure=line.measure)


@transaction.atomic
def apply(rules: Sequence[Rule], *, at: datetime) -> None:
    """In the directory of this home, which is a copy made for one run."""
    for rule in map(settled, rules):
        if rule.name == WORKERS:
            _employ(rule)
        elif rule.name == MATTERS:
            _put_in_force(rule, at)
        else:
            lines(rule.name, rule.group).update(amount=rule.amount, measure=rule.measure)
    forget()


def lines(clock: str, group: str) -> QuerySet[Limit]:
    """The general line of a clock, or that of one class; what a source or a kind of its own has stays."""
    general = Limit.objects.filter(clock=clock, source="", kind="", later_round=False)
    return general.filter(limit_class=group).order_by("version")


def named(rule: Rule) -> str:
    """抢单、办理（紧急）."""
    name = str(Clock(rule.name).label)
    return f"{name}（{LimitClass(rule.group).label}）" if rule.group else name


def counted(amount: int, measure: str) -> str:
    """5 分钟、3 个工作日."""
    return str(COUNTED[Measure(measure)] % amount)


def _villages(place: str) -> QuerySet[Unit]:
    villages = Unit.objects.filter(kind=UnitKind.VILLAGE).order_by("code")
    if not place:
        return villages
    above = Unit.objects.filter(code=place).last()
    return villages.filter(path__startswith=above.path) if above else villages.none()


def _employ(rule: Rule) -> None:
    """网格员 · so many more in every village, or in those of one town."""
    for unit in _villages(rule.place):
        for number in range(1, rule.amount + 1):
            name = f"more-{unit.code}-{number}"
            person, _made = Person.objects.get_or_create(username=name, defaults={"name": f"{unit.name}{number}"})
            Post.objects.get_or_create(person=person, unit=unit, role=Role.GRID_WORKER)


def _put_in_force(rule: Rule, at: datetime) -> None:
    """清单 · that version alone has always been in force."""
    try:
        listing = bring(Path(rule.file), at=at) if rule.file else MatterList.objects.get(version=rule.amount)
    except Unfit as unfit:
        raise NoSuchRule(str(unfit)) from unfit
    MatterList.objects.exclude(pk=listing.pk).update(valid_from=NEVER, valid_to=NEVER)
    MatterList.objects.filter(pk=listing.pk).update(valid_from=ALWAYS, valid_to=None)
