"""找件 · the case that an address names, if whoever asks may see it."""

from datetime import datetime

from django.http import Http404

from huying.case.models import Case
from huying.case.numbers import row_of
from huying.directory.models import Person


def case_for(person: Person, number: str, *, at: datetime) -> Case:
    """By its receipt number; "no such" and "not yours" are one answer."""
    seen = Case.objects.seen_by(person, at=at).select_related("matter", "area", "unit", "about")
    case = seen.filter(pk=row_of(number) or 0).first()
    if case is None or case.number != number.strip():
        raise Http404
    return case
