"""查找 · what the search field holds: a receipt number, a telephone number, or words; and who may look for a phone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import make_aware

from huying.case.either import either
from huying.case.identity import open_to, phone_index
from huying.case.models import Identity
from huying.case.numbers import NUMBER
from huying.case.search import reach_of, said
from huying.directory.models import Person
from huying.kit.text import clean, phone

NOTHING = Q(pk__in=())
LONGEST = 200
SHORTEST_PHONE = 7
COUNTED = 1_000
"""A word that is in more cases than so many is counted among the newest of them: 1,000+."""

LARGEST = 2**62
"""No row has a number beyond this; a longer one is nonsense."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. `phone` is a whole number in its one written form, or empty."""

    words: str = ""
    phone: str = ""

    def found(self, by: Person, *, at: datetime, since: int = 0) -> Q:
        """The cases that answer it, as far as that person may look; of those that say it, none older than the row `since`."""
        if not self.words:
            return Q()
        says = said(self.words, since=since)
        if not self.phone:
            return either(numbered(self.words), says) if NUMBER.match(self.words) else says
        reach = open_to(by, at=at)
        if reach is None:
            return says & Q(source_number=self.words)
        return either(says, _phoned(self.phone) & reach)

    @property
    def since(self) -> int:
        """The row from which matches are counted; 0 where all are."""
        return reach_of(self.words, most=COUNTED) if self.words else 0


def sought(text: str) -> Sought:
    """查找 · read the field; anything can stand in it."""
    words = clean(text)[:LONGEST]
    return Sought(words, _phone(words))


def _phone(words: str) -> str:
    """Only what is a telephone number and nothing else, and not one of three or five digits that everybody knows."""
    if NUMBER.match(words):
        return ""
    try:
        number = phone(words)
    except ValueError:
        return ""
    return number if sum(sign.isdigit() for sign in number) >= SHORTEST_PHONE else ""


def _phoned(number: str) -> Q:
    return Q(pk__in=Identity.objects.filter(phone_index=phone_index(number)).values("case"))


def numbered(words: str) -> Q:
    """The case with that receipt number: its row, if it arrived on that day."""
    found = NUMBER.match(words)
    if found is None or int(found[2]) > LARGEST:
        return NOTHING
    try:
        opens = make_aware(datetime.strptime(found[1], "%Y%m%d"))  # noqa: DTZ007 (made aware here)
        return Q(pk=int(found[2]), arrived_at__gte=opens, arrived_at__lt=opens + timedelta(days=1))
    except (ValueError, OverflowError):
        return NOTHING
