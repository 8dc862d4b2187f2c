"""不纳入考核 · where a case stands between asking, ruling out and counting again: the last of these lines says it."""

from django.utils.translation import gettext as _

from huying.case import ledger
from huying.case.models import Case

ASKED, EXCLUDED, COUNTED = "exclusion_asked", "excluded", "counted"


def last_word(case: Case) -> str:
    """The deed of the last such line, or nothing."""
    rulings = case.entries.filter(deed__in=(ASKED, EXCLUDED, COUNTED)).order_by("-seq")
    return rulings.values_list("deed", flat=True).first() or ""


def is_excluded(case: Case) -> bool:
    """Ruled out, and not counted again since; somebody asking once more changes nothing."""
    rulings = case.entries.filter(deed__in=(EXCLUDED, COUNTED)).order_by("-seq")
    return rulings.values_list("deed", flat=True).first() == EXCLUDED


def reason_of(words: str) -> str:
    """A ruling and a request for one are never without a reason."""
    if not words.strip():
        raise ledger.Refused(_("请写明理由。"))
    return words.strip()
