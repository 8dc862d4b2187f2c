"""接办 · not ours to solve: say why, and name who is right for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.intake.reasons import reason_named


@transaction.atomic
def decline(case: Case, *, reason: str, channel: str, words: str = "", by: Person, at: datetime) -> None:
    """不予受理 · nobody closes a case with "not ours": the reason and the right channel are told to the resident."""
    found = reason_named(reason)
    if found is None:
        raise ledger.Refused(_("请选择不予受理的情形。"))
    if not channel.strip():
        raise ledger.Refused(_("请写明诉求人应当找哪里办，不能只说“不归我们管”。"))
    told = _("%(reason)s。请通过以下渠道反映：%(channel)s。") % {"reason": found.label, "channel": channel.strip()}
    said = "\n".join(part for part in (told, words.strip()) if part)
    ledger.write(case, "declined", by=by, at=at, words=said, reason=reason, channel=channel.strip())
