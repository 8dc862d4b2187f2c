"""办件一览 · every act of every room on a case: the deed it does, its form, its words. A room adds its own when it is loaded."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.acts.form import ActForm
from huying.case.clocks import SILENT, Clock
from huying.case.deeds import DEEDS
from huying.case.models import Case, Deadline
from huying.case.sight import may
from huying.directory.models import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """A case before somebody, with the clocks that run."""

    case: Case
    by: Person
    at: datetime
    running: Mapping[str, Sequence[Deadline]]

    def runs(self, clock: Clock) -> bool:
        return bool(self.running.get(clock))

    @property
    def clocks(self) -> list[Deadline]:
        """The duties that run, the nearest end first; a right that lapses is no duty."""
        rows = (row for kind, rows in self.running.items() if kind not in SILENT for row in rows)
        return sorted(rows, key=lambda row: row.due_at)

    @property
    def nearest(self) -> Deadline | None:
        """The clock that ends first."""
        return next(iter(self.clocks), None)


class Group(TextChoices):
    """Under which word an act stands where many are offered."""

    WORK = "work", _("办理")
    RECORD = "record", _("登记")
    RELATED = "related", _("关联")
    OVERSIGHT = "oversight", _("督考")


def always(standing: Standing) -> bool:
    """Nothing beyond the deed table."""
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """`name` is its address; `main` marks the usual next step; `fits` says when it makes sense beyond the deed table.

    `beside`: the other answer to the question of the step, or the next of two steps; it stands in full size beside `main`.
    `group`: where it stands otherwise. `listed`: offered in lists of acts. `template`: how its form is drawn.
    """

    name: str
    deed: str
    form: type[ActForm]
    label: str | Promise
    icon: str
    main: bool = False
    fits: Callable[[Standing], bool] = always
    listed: bool = True
    beside: bool = False
    group: Group = Group.WORK
    template: str = "case/acts/fields.html"


_acts: dict[str, Act] = {}


def offer(acts: Iterable[Act]) -> None:
    """A room brings its acts; said twice, they are the same. Two rooms never share an address."""
    for act in acts:
        known = _acts.setdefault(act.name, act)
        if known.form is not act.form:
            raise ValueError(f"two acts are called {act.name}: {known.form.__module__} and {act.form.__module__}")


def act_named(name: str) -> Act | None:
    """The act with that address."""
    return _acts.get(name)


def standing(case: Case, by: Person, *, at: datetime) -> Standing:
    """One query."""
    running: dict[str, list[Deadline]] = defaultdict(list)
    for row in case.deadlines.filter(ended_at=None).order_by("due_at", "pk"):
        running[row.kind].append(row)
    return Standing(case, by, at, running)


def open_acts(stands: Standing) -> list[Act]:
    """What this person may do to the case where it stands now, the usual step first."""
    found = [act for act in _acts.values() if act.listed and is_open(act, stands)]
    return sorted(found, key=lambda act: not act.main)


def is_open(act: Act, stands: Standing) -> bool:
    """The table, the post, and what the act itself asks."""
    case = stands.case
    allowed = case.where in DEEDS[act.deed].origin and may(stands.by, act.deed, case, at=stands.at)
    return allowed and act.fits(stands)
