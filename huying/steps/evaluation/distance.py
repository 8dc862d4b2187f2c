"""评价 · whoever handled a case neither calls its resident back nor reviews its result (RULES §4)."""

from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.case.who import Actor
from huying.directory.models import Person

HANDLING = ("claimed", "contacted", "visited", "progressed", "measured", "handled", "reported", "approved", "replied")


def keep_distance(case: Case, by: Actor) -> None:
    """Refuse the person who had a hand in the case."""
    if isinstance(by, Person) and case.entries.filter(deed__in=HANDLING, by=by).exists():
        raise ledger.Forbidden(_("您办理过此件，要由其他人回访和复核。"))
