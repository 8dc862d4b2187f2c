"""接办 · somebody's life or safety cannot wait for us."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person

LINES = {
    "110": gettext_lazy("公安 110"),
    "119": gettext_lazy("消防 119"),
    "120": gettext_lazy("急救 120"),
    "122": gettext_lazy("交通事故 122"),
}
"""The emergency lines a case may be passed to."""


@transaction.atomic
def transfer(case: Case, *, line: str, words: str = "", by: Person, at: datetime) -> None:
    """转紧急渠道 · at once, and said to the resident. The case itself goes on: accepted, or declined with that channel named."""
    if line not in LINES:
        raise ledger.Refused(_("请选择要转往的紧急渠道。"))
    said = "\n".join(part for part in (str(LINES[line]), words.strip()) if part)
    ledger.note(case, "transferred", by=by, at=at, words=said, line=line)
