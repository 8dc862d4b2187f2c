"""裁定 · what ruling on an objection has in common, whichever way it goes."""

from django.utils.translation import gettext as _

from huying.case.ledger import Refused
from huying.case.models import Case
from huying.directory.models import Person


def check_ruling(case: Case, *, by: Person, reason: str) -> None:
    """With a reason; and nobody rules on an objection of one's own."""
    if not reason.strip():
        raise Refused(_("请写明裁定的理由，承办单位会看到。"))
    raised = case.entries.filter(deed="objected").order_by("-seq").first()
    if raised and raised.by_id == by.pk:
        raise Refused(_("提出异议的人不能裁定自己的异议，请由他人裁定。"))
