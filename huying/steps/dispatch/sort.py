"""交办 · which line of the matter list it is, and where."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.case.ready import change
from huying.case.who import Actor
from huying.directory.models import Area, Matter
from huying.steps.dispatch.receivers import retired


@transaction.atomic
def sort(case: Case, *, matter: Matter | None, area: Area | None, by: Actor, at: datetime) -> None:
    """归类 · matter and area as they shall be from now on; the line keeps what they were. No clock is touched."""
    _check(matter, area, at)
    changed = _changed(case, matter, area)
    if not changed:
        raise ledger.Refused(_("事项和区域都没有变，不用保存。"))
    ledger.note(case, "sorted", by=by, at=at, **changed)
    change(Case, {"id": case.pk}, {"matter_id": matter and matter.pk, "area_id": area and area.pk})
    case.matter, case.area = matter, area


def _check(matter: Matter | None, area: Area | None, at: datetime) -> None:
    if matter and retired(matter, at=at):
        day = {"matter": matter, "day": f"{matter.retired_on:%Y-%m-%d}"}
        raise ledger.Refused(_("事项“%(matter)s”已于 %(day)s 停用，请另选事项。") % day)
    if area and not area.valid_on(localdate(at)):
        raise ledger.Refused(_("区域“%(area)s”已撤销，请另选区域。") % {"area": area})


def _changed(case: Case, matter: Matter | None, area: Area | None) -> dict[str, Any]:
    pairs = {"matter": (case.matter_id, matter and matter.pk), "area": (case.area_id, area and area.pk)}
    return {name: {"from": was, "to": now} for name, (was, now) in pairs.items() if was != now}
