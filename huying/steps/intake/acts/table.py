"""办件一览 · the acts of this room on a case: the deed each does, its form, its words. One row an act."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.deeds import DEEDS
from huying.case.models import Case
from huying.case.sight import may
from huying.directory.models import Person
from huying.steps.intake.acts import forms


@dataclass(frozen=True, slots=True)
class Act:
    """`name` is its address; `main` marks the usual next step."""

    name: str
    deed: str
    form: type[forms.ActForm]
    label: str | Promise
    icon: str
    main: bool = False


ACTS: tuple[Act, ...] = (
    Act("accept", "accepted", forms.AcceptForm, _("受理"), "check", main=True),
    Act("decline", "declined", forms.DeclineForm, _("不予受理"), "x"),
    Act("merge", "merged", forms.MergeForm, _("并入另一件"), "merge"),
    Act("link", "linked", forms.LinkForm, _("关联另一件"), "link"),
    Act("split", "split", forms.SplitForm, _("拆分"), "split"),
    Act("transfer", "transferred", forms.TransferForm, _("转 110 / 119 / 120"), "alert"),
    Act("add", "supplemented", forms.AddForm, _("补充"), "plus"),
    Act("withdraw", "withdrawn", forms.TakeBackForm, _("诉求人撤回"), "undo"),
)


def act_named(name: str) -> Act | None:
    """The act with that address."""
    return next((act for act in ACTS if act.name == name), None)


def open_acts(case: Case, by: Person, *, at: datetime) -> list[Act]:
    """What this person may do to the case where it stands now."""
    return [act for act in ACTS if case.where in DEEDS[act.deed].origin and may(by, act.deed, case, at=at)]
