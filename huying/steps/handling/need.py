"""处置 · what the deeds of this room ask of their words."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case
from huying.directory.models import Person

MOMENT = timedelta(minutes=10)


def said(words: str, refusal: str) -> str:
    """The words without the blanks round them; refused when nothing is left."""
    if not words.strip():
        raise ledger.Refused(refusal)
    return words.strip()


def said_anew(case: Case, deed: str, words: str, *, by: Person, at: datetime) -> None:
    """The same words of the same person a moment ago are a form that was sent again, not a second deed to be counted."""
    lines = case.entries.filter(deed=deed, by=by, at__gt=at - MOMENT).values("seq")
    if case.words.filter(seq__in=lines, text=words, redacted_at=None).exists():
        raise ledger.Refused(_("刚才已经记过同样的内容，不用再记。"))


def ahead(due: datetime, at: datetime) -> datetime:
    """A date that is still to come."""
    if due <= at:
        raise ledger.Refused(_("日期要晚于现在，请重新选择。"))
    return due
