"""处置 · what the deeds of this room ask of their words."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case, Entry, Words
from huying.case.ready import Ready
from huying.directory.models import Person

MOMENT = timedelta(minutes=10)


def said(words: str, refusal: str) -> str:
    """The words without the blanks round them; refused when nothing is left."""
    if not words.strip():
        raise ledger.Refused(refusal)
    return words.strip()


def said_anew(case: Case, deed: str, words: str, *, by: Person, at: datetime) -> None:
    """The same words of the same person a moment ago are a form that was sent again, not a second deed to be counted."""
    if SAID.any(case.pk, deed, by.pk, at - MOMENT, words):
        raise ledger.Refused(_("刚才已经记过同样的内容，不用再记。"))


def _said(case: int, deed: str, by: int, since: datetime, words: str) -> "QuerySet[Words, Any]":
    lines = Entry.objects.filter(case=case, deed=deed, by=by, at__gt=since).values("seq")
    return Words.objects.filter(case=case, seq__in=lines, text=words, redacted_at=None).values_list("pk")[:1]


SAID = Ready(_said, [int, str, int, datetime, str])


def ahead(due: datetime, at: datetime) -> datetime:
    """A date that is still to come."""
    if due <= at:
        raise ledger.Refused(_("日期要晚于现在，请重新选择。"))
    return due
