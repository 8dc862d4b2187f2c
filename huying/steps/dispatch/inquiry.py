"""初步核查 · what is known of a case before somebody is sent: judged at the desk, or looked at on the spot (WZ8)."""

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from huying.case.models import Case, Entry
from huying.case.ready import Ready, ReadyRows
from huying.case.who import KEEPER, Actor


class Finding(TextChoices):
    """What was found on the spot."""

    REAL = "real", _("属实")
    PARTLY = "partly", _("部分属实")
    UNTRUE = "untrue", _("不属实")
    ELSEWHERE = "elsewhere", _("不在本辖区")
    UNCLEAR = "unclear", _("仍不清楚")


SEEN, ASKED, CLEAR, NOT_YET = "seen", "asked", "clear", "none"
"""On the spot; somebody is on the way; judged at the desk from what was said; nobody has judged."""

JUDGING = ("accepted", "sorted")
"""Done by a person, each says that the case was read and what it is of."""


def known_by(case: Case, by: Actor) -> str:
    """By what the sender knows that the case can be sent; it stands on the line that sends it."""
    last = _last(case)
    if last is not None:
        return SEEN if last.deed == "inquired" else ASKED
    return CLEAR if by is not KEEPER or judged(case) else NOT_YET


def judged(case: Case) -> bool:
    """Somebody at the desk has read it: the keeper sends on what a person has accepted or sorted."""
    return JUDGED.any(case.pk)


JUDGED = Ready(
    lambda case: Entry.objects.filter(case=case, deed__in=JUDGING, by__isnull=False).order_by().values_list("pk")[:1]
)


def _last(case: Case) -> Entry | None:
    last: Entry | None = LAST.first(case.pk, case.round)
    return last


def _lines(case: int, round: int) -> "QuerySet[Entry]":
    lines = Entry.objects.filter(case=case, deed__in=("inquiry_asked", "inquired"), round=round)
    return lines.order_by("-seq")[:1]


LAST = ReadyRows(_lines, [int, int])
