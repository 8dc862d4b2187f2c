"""交办 · send a case to the unit that has to solve it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.case.who import Actor
from huying.directory.models import Unit


@transaction.atomic
def assign(case: Case, *, to: Unit, by: Actor, at: datetime, reason: str = "") -> None:
    """派单 · one unit leads. The unit complained about never handles a report about itself (RULES §1)."""
    if case.confidential and case.about_id == to.pk:
        raise ledger.Refused(_("被反映单位不能承办此件。"))
    ledger.write(case, "assigned", by=by, to=to, at=at, words=reason)
