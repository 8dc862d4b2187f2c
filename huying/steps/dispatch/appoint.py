"""交办 · the leader in charge rules who handles what the list does not name (WZ2)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.add_matter import NewMatter, add_matter
from huying.directory.models import Matter, Person, Unit
from huying.steps.dispatch.hands import hand
from huying.steps.dispatch.inquiry import known_by
from huying.steps.dispatch.receivers import check_reach, receiver, told


@transaction.atomic
def appoint(
    case: Case, *, to: Unit, by: Person, reason: str, at: datetime, line: NewMatter | None = None
) -> Matter | None:
    """领导指定 · a lead unit by ruling, which may not give the case back. With `line` the matter joins the list for the next time."""
    if not reason.strip():
        raise ledger.Refused(_("请写明指定的理由。"))
    check_reach(by, to, "appointed", at=at)
    added = _listed(case, line, to, by, at) if line else None
    unit = receiver(case, to, at=at)
    facts: dict[str, Any] = {"matter": added.pk} if added else {}
    words = told(reason, to, unit)
    ledger.write(case, "appointed", by=by, to=unit, at=at, words=words, inquiry=known_by(case, by), **facts)
    hand(case, unit)
    return added


def _listed(case: Case, line: NewMatter, lead: Unit, by: Person, at: datetime) -> Matter:
    """The new line is the case's own matter at once, so that its clocks run by it."""
    try:
        matter = add_matter(line, lead=lead, by=by, at=at)
    except ValidationError as error:
        raise ledger.Refused(error.messages[0]) from error
    Case.objects.filter(pk=case.pk).update(matter=matter)
    case.matter = matter
    return matter
