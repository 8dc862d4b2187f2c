"""交办 · send a case to the unit that has to solve it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.case.steps import Stage
from huying.case.who import Actor
from huying.directory.models import Unit
from huying.steps.dispatch.hands import hand
from huying.steps.dispatch.inquiry import known_by
from huying.steps.dispatch.overtaken import overtaken
from huying.steps.dispatch.receivers import check_matter, check_reach, receiver, told


@transaction.atomic
def assign(case: Case, *, to: Unit, by: Actor, at: datetime, reason: str = "") -> None:
    """派单 · one unit leads; it answers by whomever it names. A merged unit's successor takes over, and that is said."""
    check_matter(case, at=at)
    unit = receiver(case, to, at=at)
    check_reach(by, unit, "assigned", at=at)
    _check_ruling(case, unit)
    with overtaken(case):
        ledger.write(case, "assigned", by=by, to=unit, at=at, words=told(reason, to, unit), inquiry=known_by(case, by))
    hand(case, unit)


def _check_ruling(case: Case, unit: Unit) -> None:
    """Whom a ruling has freed of the case gets it back only by another ruling."""
    if case.stage != Stage.RETURNED or case.unit_id != unit.pk:
        return
    last = case.entries.filter(deed__in=("objection_upheld", "given_back")).order_by("-seq").first()
    if last and last.deed == "objection_upheld":
        raise ledger.Refused(_("异议已裁定成立，不能再派给%(unit)s；确需其承办，请提请领导指定。") % {"unit": unit})
