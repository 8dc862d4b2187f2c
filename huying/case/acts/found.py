"""找件 · the case that an address names, if this person may see it; no case and another's case are the same."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case.models import Case
from huying.case.numbers import row_of
from huying.case.sight import Spans, spans_of, within
from huying.directory.models import Person
from huying.directory.prepared import Prepared

LARGEST = 2**62


def case_for(person: Person, number: str, *, at: datetime) -> Case:
    """With what every page of one case reads."""
    row = row_of(number) or 0
    seen = spans_of(person.posts_on(localdate(at)), at=at)
    found = _SEEN(row if row < LARGEST else 0, shape=(seen,))
    if not found or found[0].number != number:
        raise Http404(_("没有这个编号的诉求件，或者您无权查看。"))
    return found[0]


def _seen(seen: Spans, row: int) -> "QuerySet[Case]":
    beside = ("unit", "area", "matter", "identity", "person")
    return Case.objects.filter(within(seen), pk=row).select_related(*beside)


_SEEN: Prepared[Case] = Prepared(_seen)
