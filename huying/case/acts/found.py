"""找件 · the case that an address names, if this person may see it; no case and another's case are the same."""

from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from huying.case.models import Case
from huying.case.numbers import row_of
from huying.directory.models import Person
from huying.directory.one import one

LARGEST = 2**62


def case_for(person: Person, number: str, *, at: datetime) -> Case:
    """With what every page of one case reads."""
    row = row_of(number) or 0
    seen = Case.objects.seen_by(person, at=at).filter(pk=row if row < LARGEST else 0)
    case = one(seen.select_related("unit", "area", "matter", "identity", "person"))
    if case is None or case.number != number:
        raise Http404(_("没有这个编号的诉求件，或者您无权查看。"))
    return case
