"""评价 · a reviewer above the unit rules on a disputed or twice-refused result."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person
from huying.steps.evaluation.distance import keep_distance


@transaction.atomic
def uphold_result(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """复核办结 · the result stands; the reason is read by the resident."""
    _impartial(case, reason, by)
    ledger.write(case, "closed", by=by, at=at, words=reason.strip(), reviewed=True)


@transaction.atomic
def order_again(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """复核再办 · a dispute that fails lets the round's clock run on; a second refusal begins a new round."""
    _impartial(case, reason, by)
    again = "dispute_rejected" if _was_disputed(case) else "reopened"
    ledger.write(case, again, by=by, at=at, words=reason.strip())


def _was_disputed(case: Case) -> bool:
    last = case.entries.filter(deed__in=("disputed", "referred")).order_by("-seq").first()
    return last is not None and last.deed == "disputed"


def _impartial(case: Case, reason: str, by: Person) -> None:
    keep_distance(case, by)
    if not reason.strip():
        raise ledger.Refused(_("请写明复核的理由。"))
