"""另一套规则 · what is changed before a run: how long one may take to claim, how long to handle, how many grid workers there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.directory.models import Limit, Measure, Person, Post, Unit, UnitKind
from huying.directory.reckoning import forget
from huying.directory.roles import Role


class NoSuchRule(ValueError):
    """Said in words for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`name=amount`, as it is typed."""

    name: str
    amount: int

    def __str__(self) -> str:
        return f"{self.name}={self.amount}"


def rule_of(text: str) -> Rule:
    """claim=5, handling=3, workers=1; what else is typed is refused."""
    name, _sign, amount = text.partition("=")
    if name not in RULES or not amount.isdecimal() or not int(amount):
        raise NoSuchRule(
            _("看不懂“%(text)s”。可以写：%(rules)s") % {"text": text, "rules": "、".join(f"{one}=N" for one in RULES)}
        )
    return Rule(name, int(amount))


@transaction.atomic
def apply(rule: Rule) -> None:
    """In the directory of this home, which is a copy made for one run."""
    RULES[rule.name](rule.amount)
    forget()


def _claim(minutes: int) -> None:
    """抢单时限 · so many minutes, round the clock."""
    Limit.objects.filter(clock=Clock.CLAIM).update(amount=minutes, measure=Measure.MINUTES)


def _handling(days: int) -> None:
    """一般事项办理时限 · so many working days."""
    usual = Limit.objects.filter(clock=Clock.HANDLING, limit_class="", source="", kind="", later_round=False)
    usual.update(amount=days, measure=Measure.WORK_DAYS)


def _workers(more: int) -> None:
    """网格员 · so many more in every village."""
    for unit in Unit.objects.filter(kind=UnitKind.VILLAGE).order_by("code"):
        for number in range(1, more + 1):
            person = Person.objects.create_person(f"more-{unit.code}-{number}", f"{unit.name}{number}")
            Post.objects.create(person=person, unit=unit, role=Role.GRID_WORKER)


RULES: Mapping[str, Callable[[int], None]] = {"claim": _claim, "handling": _handling, "workers": _workers}
"""What may be changed, by the word that is typed."""
