"""改事项 · what a matter of the list in force says, except its name: that is a new version's to change."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.directory import suggest
from huying.directory.matter_list import current_list
from huying.directory.models import Edit, Fate, Matter, MatterUnit, Person, Unit
from huying.directory.sheets import REGISTERS, Change, Fault
from huying.directory.sheets.list_version import answers, fill, values_of
from huying.directory.sheets.plan import Values

MATTERS = REGISTERS["matters"]


def faults_of(matter: Matter, given: Values, at: datetime) -> tuple[Values, Sequence[Fault]]:
    """The whole row after the edit, and what is wrong with it."""
    change = Change(0, (), {}, {**values_of(matter), **given})
    return change.after, list(MATTERS.check([change], {}, at))


@transaction.atomic
def edit_matter(matter: Matter, given: Values, *, by: Person, at: datetime) -> None:
    """修改 · cases already sorted keep their clocks; what comes after goes by the new words."""
    _check_current(matter, at)
    before = values_of(matter)
    after, faults = faults_of(matter, given, at)
    if faults:
        raise ValidationError([str(fault) for fault in faults])
    if after == before:
        return
    fill(matter, after)
    matter.save()
    matter.units.all().delete()
    MatterUnit.objects.bulk_create(answers(matter, after, {unit.code: unit for unit in Unit.objects.all()}))
    _record(matter, Change(0, (), before, after, Fate.CHANGED), by=by, at=at)


@transaction.atomic
def retire(matter: Matter, *, by: Person, at: datetime) -> None:
    """停用 · from today on nothing is sorted into it, nor into what lies under it."""
    _check_current(matter, at)
    today = localdate(at)
    rows = matter.below().filter(retired_on=None)
    if not rows.exists():
        raise ValidationError(_("“%s”已经停用。") % matter)
    for row in rows:
        _record(row, Change(0, (), {}, {}, Fate.ENDED), by=by, at=at)
    rows.update(retired_on=today)


def _check_current(matter: Matter, at: datetime) -> None:
    if matter.list != current_list(localdate(at)):
        raise ValidationError(_("“%s”在旧版本的清单里，不能再改。") % matter)


def _record(matter: Matter, change: Change, *, by: Person, at: datetime) -> None:
    names = change.differing()
    Edit.objects.create(
        register=MATTERS.name, key=str(matter.pk), title=matter.full_name[:200], fate=change.fate, by=by, at=at,
        before=MATTERS.in_words(change.before, names), after=MATTERS.in_words(change.after, names),
    )  # fmt: skip
    suggest.forget()
