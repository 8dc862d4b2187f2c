"""处置 · the handling unit gives a case back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person


@transaction.atomic
def give_back(case: Case, *, by: Person, reason: str, at: datetime) -> None:
    """退回 · with a reason; the limit runs on, and the unit answers for the case until another has taken over (首接负责)."""
    if case.appointed:
        raise ledger.Refused(_("本单位由裁定指定承办，不能退回；确有困难请提级或申请延期。"))
    if not reason.strip():
        raise ledger.Refused(_("请写明退回的原因。"))
    ledger.write(case, "given_back", by=by, at=at, words=reason)
