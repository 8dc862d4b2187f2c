"""承接 · the keeper's round over the units that were merged: what they held, and whatever they could see, goes to their successors."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from huying.case.models import Case, Share
from huying.directory.heirs import heir
from huying.directory.jurisdiction import here
from huying.directory.models import Unit
from huying.steps.dispatch.take_over import take_over

BATCH = 500


class Succession:
    """A pair of units whose shares have all been copied is not asked about again by this process."""

    def __init__(self) -> None:
        self._copied: set[tuple[int, int]] = set()

    def hand_over(self, at: datetime) -> int:
        """Returns how much was handed over; twice is once."""
        day = localdate(at)
        pairs = [(old, taker) for old in _merged(day) if (taker := heir(old, day)) and taker.pk != old.pk]
        return sum(_cases(old, at) + self._shares(old, taker) for old, taker in pairs)

    def _shares(self, old: Unit, taker: Unit) -> int:
        if (old.pk, taker.pk) in self._copied:
            return 0
        rows = _twins(old, taker)
        Share.objects.bulk_create(rows, ignore_conflicts=True)
        if not rows:
            self._copied.add((old.pk, taker.pk))
        return len(rows)


def _merged(day: date) -> list[Unit]:
    ended = Q(valid_to__lt=day) | Q(valid_to=None)
    return list(Unit.objects.filter(ended).exclude(successor=None).select_related("successor").order_by("pk"))


def _cases(old: Unit, at: datetime) -> int:
    held = Case.objects.filter(jurisdiction=here(), unit=old, ended_at=None).order_by("pk")
    return sum(take_over(pk, at=at) for pk in list(held.values_list("pk", flat=True)[:BATCH]))


def _twins(old: Unit, taker: Unit) -> list[Share]:
    """On the boards, for a ruling, as a helper, as a past holder: what the old unit was to a case, the successor is.

    The unit complained about never gets to see it by way of a merger (RULES §1)."""
    has = Share.objects.filter(case=OuterRef("case"), unit=taker, tie=OuterRef("tie"))
    rows = Share.objects.filter(~Exists(has), jurisdiction=here(), unit=old)
    rows = rows.exclude(case__confidential=True, case__about__in=taker.above).order_by("pk")
    return [Share(jurisdiction=row.jurisdiction, case_id=row.case_id, unit=taker, tie=row.tie) for row in rows[:BATCH]]
