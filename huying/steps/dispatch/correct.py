"""交办 · what was written down wrongly at the door is put right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from huying.case import ledger, search
from huying.case.models import Case, Kind
from huying.case.steps import Stage
from huying.directory.models import Person

SAID = ("title", "place")
"""What may name somebody: it stands in the words of the line, which the law may have redacted."""

CODED = ("kind", "nature", "urgent", "about", "confidential")
"""What names nobody: it stands in the facts."""


@transaction.atomic
def correct(case: Case, *, changes: Mapping[str, Any], by: Person, reason: str, at: datetime) -> None:
    """更正登记 · with a reason; the line keeps what it was. Clocks that run are not touched: editing never buys time."""
    if not reason.strip():
        raise ledger.Refused(_("请写明为什么更正。"))
    new = _new(case, changes)
    if not new:
        raise ledger.Refused(_("没有改动，不用保存。"))
    words = "\n".join([reason.strip(), *(_spelled(case, name, new[name]) for name in SAID if name in new)])
    ledger.note(case, "corrected", by=by, at=at, words=words, **_facts(case, new))
    Case.objects.filter(pk=case.pk).update(**new)
    for name, value in new.items():
        setattr(case, name, value)
    if new.keys() & set(SAID):
        search.again(case)


def _new(case: Case, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What really changes. A report is confidential, and not for the boards."""
    wanted = {name: changes[name] for name in (*SAID, *CODED) if name in changes}
    if wanted.get("kind") == Kind.REPORT:
        wanted["confidential"] = True
        if case.stage == Stage.OFFERED:
            raise ledger.Refused(_("此件正在抢单，举报件不能抢单：请先直接派单，再更正为举报。"))
    return {name: value for name, value in wanted.items() if getattr(case, name) != value}


def _facts(case: Case, new: Mapping[str, Any]) -> dict[str, Any]:
    coded = {name: {"from": _plain(getattr(case, name)), "to": _plain(new[name])} for name in CODED if name in new}
    return coded | {"changed": sorted(new)}


def _plain(value: Any) -> Any:
    """A row by its number."""
    return value.pk if isinstance(value, Model) else value


def _spelled(case: Case, name: str, value: str) -> str:
    label = case._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return _("%(label)s：原“%(was)s”，改为“%(now)s”") % {"label": label, "was": getattr(case, name), "now": value}
