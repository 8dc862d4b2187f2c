"""评价 · whoever handled a case neither calls its resident back nor reviews its result (RULES §4)."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Entry
from huying.case.ready import Ready
from huying.case.who import Actor
from huying.directory.models import Person

HANDLING = ("claimed", "contacted", "visited", "progressed", "measured", "handled", "reported", "approved", "replied")


def keep_distance(case: Case, by: Actor) -> None:
    """Refuse the person who had a hand in the case."""
    if isinstance(by, Person) and has_handled(case, by):
        raise ledger.Forbidden(_("您办理过此件，要由其他人回访和复核。"))


def has_handled(case: Case, by: Person) -> bool:
    """Whether that person had a hand in the case."""
    return HANDLED.any(case.pk, by.pk)


HANDLED = Ready(
    lambda case, by: Entry.objects.filter(case=case, deed__in=HANDLING, by=by).values_list("pk")[:1], [int, int]
)


def handled_by(by: Person) -> Exists:
    """The same, asked of many cases at once."""
    return Exists(Entry.objects.filter(case=OuterRef("pk"), deed__in=HANDLING, by=by))
