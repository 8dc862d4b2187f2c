"""关联 · the other cases that a case has to do with: suspected the same, joined, linked, split; from both ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from huying.case.hall.called import case_numbers
from huying.case.hall.status import Status, status
from huying.case.models import Case, Entry
from huying.directory.models import Person
from huying.kit.text import mask_words

MOST = 50


@dataclass(frozen=True, slots=True)
class Link:
    """One other case, and what it is to this one."""

    number: str
    title: str
    relation: str
    status: Status


def related(case: Case, entries: Iterable[Entry], by: Person, *, at: datetime) -> dict[int, Case]:
    """Those of them that the reader may see, newest first."""
    named = case_numbers(entries) | {pk for pk in (case.suspected_id, case.joined_to_id) if pk}
    ties = Q(pk__in=named) | Q(suspected=case) | Q(joined_to=case)
    rows = Case.objects.seen_by(by, at=at).filter(ties).exclude(pk=case.pk).order_by("-pk")[:MOST]
    return {row.pk: row for row in rows}


def links(case: Case, others: Iterable[Case]) -> list[Link]:
    """关联 · each with its relation, the strongest that holds."""
    return [Link(other.number, mask_words(other.title), _relation(case, other), status(other)) for other in others]


def _relation(case: Case, other: Case) -> str:
    """A case may be several things to another; only the first is said."""
    relations = (
        (case.joined_to_id == other.pk, _("本件已并入")),
        (other.joined_to_id == case.pk, _("已并入本件")),
        (case.suspected_id == other.pk or other.suspected_id == case.pk, _("疑似重复")),
    )
    return next((words for holds, words in relations if holds), _("关联"))
