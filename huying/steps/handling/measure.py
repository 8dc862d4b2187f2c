"""处置 · an interim measure now, the final repair by a date (LL2)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huying.case import ledger, pictures
from huying.case.clocks import Clock
from huying.case.models import Case, Photo
from huying.directory.models import Person
from huying.steps.handling.need import ahead, said


@transaction.atomic
def measure(case: Case, *, words: str, until: datetime, photos: Sequence[Photo] = (), by: Person, at: datetime) -> None:
    """临时措施 · the tarpaulin on the roof; the promise of the repair stays on the clock's board until it is kept."""
    words = said(words, _("请写明采取了什么临时措施、彻底解决要做什么。"))
    due = {Clock.COMMITMENT: ahead(until, at)}
    line = ledger.note(case, "measured", by=by, at=at, words=words, due=due, photos=[photo.digest for photo in photos])
    pictures.attach(case, photos, seq=line.seq)
