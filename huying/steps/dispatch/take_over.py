"""交办 · the cases of a unit that was merged go on with its successor (RULES §4)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from huying.case import ledger
from huying.case.models import Case, Share, Tie
from huying.case.who import KEEPER
from huying.directory.heirs import heir
from huying.directory.models import Unit
from huying.steps.dispatch.hands import hand
from huying.steps.dispatch.receivers import is_accused, told


@transaction.atomic
def take_over(pk: int, *, at: datetime) -> bool:
    """由承接单位接办 · by the keeper, on the first day on which the old unit stands no more. No clock gains or loses a minute."""
    Case.objects.select_for_update().filter(pk=pk).values_list("pk", flat=True).first()
    case = Case.objects.select_related("unit", "person", "about").filter(pk=pk, ended_at=None).first()
    old = case.unit if case else None
    taker = heir(old, localdate(at)) if old else None
    if case is None or old is None or taker is None or taker.pk == old.pk or is_accused(case, taker, at=at):
        return False
    Case.objects.filter(pk=pk).update(unit=taker)
    case.unit = taker
    ledger.note(case, "taken_over", by=KEEPER, at=at, words=told("", old, taker), unit=taker.pk)
    Share.objects.bulk_create(
        [Share(jurisdiction=case.jurisdiction, case=case, unit=taker, tie=Tie.HOLDS)], ignore_conflicts=True
    )
    case.deadlines.filter(ended_at=None, unit=old).update(unit=taker)
    _hand(case, taker, at)
    return True


def _hand(case: Case, taker: Unit, at: datetime) -> None:
    """The same person goes on answering for it, where that person has gone along; else whoever the successor names."""
    person = case.person
    went_along = person is not None and any(post.unit_id == taker.pk for post in person.posts_on(localdate(at)))
    hand(case, taker, person if went_along else None)
