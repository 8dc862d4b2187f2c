"""回复 · the resident is told, in words that answer the request."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from huying.case import ledger, pictures
from huying.case.models import Case, Photo, Words
from huying.case.ready import Ready
from huying.directory.models import Person
from huying.steps.reply.check import faults
from huying.steps.reply.result_photos import NONE, Chosen, facts_of


class Way(TextChoices):
    """How the resident was told (LF6)."""

    ONLINE = "online", _("网上")
    PHONE = "phone", _("电话")
    FACE = "face", _("当面")


@transaction.atomic
def reply(
    case: Case,
    *,
    words: str,
    way: Way = Way.ONLINE,
    photos: Sequence[Photo] = (),
    result: Chosen = NONE,
    by: Person,
    at: datetime,
) -> None:
    """回复 · checked before it is sent; one that fails the check says why and is not sent. `result`: photos of the result to show."""
    if wrong := faults(words, request_of(case)):
        raise ledger.Refused("\n".join(wrong))
    digests = [photo.digest for photo in photos]
    shown = facts_of(case, result)
    line = ledger.write(case, "replied", by=by, at=at, words=words.strip(), way=way.value, photos=digests, **shown)
    pictures.attach(case, photos, seq=line.seq)


def request_of(case: Case) -> str:
    """What a reply is held against: the title and the words of the request."""
    spoken = "".join(text for (text,) in SPOKEN.rows(case.pk))
    return f"{case.title} {spoken}" if spoken else case.title


SPOKEN = Ready(lambda case: Words.objects.filter(case=case, seq=1, redacted_at=None).values_list("text"))
