"""交办 · a new case rings its unit's groups at once, by itself (HR1)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from huying.case.models import Case, Entry, Kind
from huying.case.ready import Ready, ReadyRows
from huying.case.steps import Stage
from huying.case.who import KEEPER
from huying.directory.jurisdiction import here
from huying.steps.dispatch.inquiry import JUDGING
from huying.steps.dispatch.keep_back import KEPT_BACK
from huying.steps.dispatch.offer import offer
from huying.steps.dispatch.suggest import Asked, suggest_many

PAUSE = timedelta(seconds=10)
"""From the desk's last word to the ring: long enough to keep a case back, short enough to be at once."""

LATELY = timedelta(days=1)
"""What has waited longer is no new case: a dispatcher has seen it, and a keeper that comes back after days startles nobody."""

STAYS = (KEPT_BACK, "inquiry_asked")
"""Whoever said one of these wants to decide: unclear cases stay with the dispatcher (WZ8)."""


@transaction.atomic
def ring(pk: int, *, at: datetime) -> bool:
    """自动抢单 · to every unit that the list names for the place. The case is taken first, then looked at: nobody moves it meanwhile."""
    HELD.rows(pk)
    case = RIPE.first(pk, at - LATELY, at - PAUSE)
    if case is None:
        return False
    advice = suggest_many([Asked(case, "")], at=at)[pk]
    if advice.certain:
        reason = _("清单规定“%(matter)s”由其承办，自动发布抢单。") % {"matter": case.matter}
        offer(case, to=advice.boards, by=KEEPER, at=at, reason=reason)
    return advice.certain


def ripe(at: datetime) -> QuerySet[Case]:
    """Read at the desk a moment ago, never sent to anybody: only from there a case rings by itself, so it rings once."""
    return _ripe(at - LATELY, at - PAUSE)


def _ripe(lately: datetime, just: datetime) -> QuerySet[Case]:
    """Read since the one instant, and not since the other."""
    said = Entry.objects.filter(jurisdiction=here(), deed__in=JUDGING, by__isnull=False)
    waiting = Case.objects.filter(jurisdiction=here(), ended_at=None, stage=Stage.WAITING, area__isnull=False)
    found = waiting.filter(matter__claimable=True, pk__in=said.filter(at__gt=lately).values("case"))
    unread = Exists(said.filter(case=OuterRef("pk"), at__gt=just))
    return found.filter(~unread, ~Exists(staying())).exclude(kind=Kind.REPORT)


HELD = Ready(lambda key: Case.objects.select_for_update().filter(pk=key).values_list("pk"))
RIPE = ReadyRows(
    lambda key, lately, just: _ripe(lately, just).filter(pk=key).select_related("matter", "area", "about"),
    [int, datetime, datetime],
)
"""One case: taken; and, if it may ring now, what is known of it."""


def staying() -> QuerySet[Entry]:
    """The lines that keep the case of an outer query with the dispatcher."""
    return Entry.objects.filter(case=OuterRef("pk"), deed__in=STAYS)
