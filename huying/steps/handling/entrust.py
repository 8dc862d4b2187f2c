"""处置 · one person answers for the case."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.case.ready import change
from huying.directory.models import Person


@transaction.atomic
def entrust(case: Case, *, to: Person, by: Person, at: datetime) -> None:
    """落实责任人 · somebody of the unit that holds the case."""
    if case.unit_id not in [post.unit_id for post in to.posts_on(localdate(at))]:
        raise ledger.Refused(_("责任人要是承办单位的人，请另选一位。"))
    ledger.note(case, "entrusted", by=by, at=at, person=to.pk)
    change(Case, {"id": case.pk}, {"person_id": to.pk})
    case.person = to
