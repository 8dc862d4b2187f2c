"""处置 · what the deeds of this room ask of their words."""

from datetime import datetime

from django.utils.translation import gettext as _

from huying.case import ledger


def said(words: str, refusal: str) -> str:
    """The words without the blanks round them; refused when nothing is left."""
    if not words.strip():
        raise ledger.Refused(refusal)
    return words.strip()


def ahead(due: datetime, at: datetime) -> datetime:
    """A date that is still to come."""
    if due <= at:
        raise ledger.Refused(_("日期要晚于现在，请重新选择。"))
    return due
