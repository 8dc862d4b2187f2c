"""办理经过 · every line of a case's ledger, newest first: what, who, when, in which words. What the law had removed says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.deeds import DEEDS
from huying.case.hall import facts
from huying.case.hall.called import Called
from huying.case.models import Case, Entry, Photo, Words
from huying.case.who import Voice
from huying.kit.text import mask_words

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Quote(TypedDict):
        """The words of a line, beside it."""

        said: str | None
        removed_at: datetime | None

    Said = WithAnnotations[Entry, Quote]

VOICES = {Voice.RESIDENT.value: gettext_lazy("诉求人"), Voice.KEEPER.value: gettext_lazy("系统")}
COLOURS = {
    "replied": "green", "closed": "green", "rated": "green", "commitment_kept": "green", "answered": "green",
    "breached": "red", "raised": "red", "summoned": "red", "declined": "red", "terminated": "red", "sent_back": "red",
    "objected": "red", "city_changed": "red",
    "urged": "quiet", "revealed": "quiet", "commented": "quiet", "told": "quiet", "reckoned": "quiet",
}  # fmt: skip
LATE = timedelta(minutes=1)
"""From this on it is worth saying that something happened before it reached us."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready for the page. `happened_at` only where it differs from when the line was written."""

    seq: int
    title: str
    who: str
    at: datetime
    happened_at: datetime | None
    words: str
    removed: bool
    facts: Sequence[tuple[str, str]]
    photos: Sequence[Photo]
    colour: str
    public: bool
    round: int


def entries_of(case: Case) -> "list[Said]":
    """The lines with their words, oldest first: one query."""
    said = Words.objects.filter(jurisdiction=OuterRef("jurisdiction"), case=OuterRef("case"), seq=OuterRef("seq"))
    rows = Entry.objects.filter(jurisdiction=case.jurisdiction, case=case).select_related("by")
    rows = rows.annotate(said=Subquery(said.values("text")), removed_at=Subquery(said.values("redacted_at")))
    return sorted(rows, key=lambda row: row.seq)


def photos_of(case: Case, entries: Sequence[Entry]) -> dict[int, list[Photo]]:
    """The photos by the line that brought them; every line names what it brought."""
    found: dict[int, list[Photo]] = {}
    brought = any(entry.facts.get("photos") for entry in entries)
    for photo in Photo.objects.filter(case=case, removed_at=None).order_by("id") if brought else ():
        found.setdefault(photo.seq, []).append(photo)
    return found


def timeline(
    entries: "Sequence[Said]", photos: Mapping[int, Sequence[Photo]], names: Called, *, untold: frozenset[str]
) -> list[Line]:
    """经过 · newest first. The words of the first line are the request itself and stand at the head of the page; those of the
    deeds `untold` are not for this reader."""
    return [_line(entry, photos.get(entry.seq, ()), names, untold) for entry in reversed(entries)]


def words_of(entry: "Said") -> str:
    """What was said, without the numbers by which somebody could be found."""
    return _("（文字已依法删除）") if entry.removed_at else mask_words(entry.said or "")


def _line(entry: "Said", photos: Sequence[Photo], names: Called, untold: frozenset[str]) -> Line:
    is_request = entry.seq == 1
    deed = DEEDS[entry.deed]
    return Line(
        seq=entry.seq,
        title=str(deed.label),
        who=_who(entry, names),
        at=entry.at,
        happened_at=_happened(entry),
        words="" if is_request or entry.deed in untold else words_of(entry),
        removed=bool(entry.removed_at),
        facts=facts.told(entry, names),
        photos=() if is_request else photos,
        colour=COLOURS.get(entry.deed, ""),
        public=deed.public,
        round=entry.round,
    )


def _who(entry: Entry, names: Called) -> str:
    if entry.by is None:
        return str(VOICES.get(entry.voice, ""))
    desk = names.names.get(("desk", entry.by.pk), "")
    return " · ".join(part for part in (entry.by.name, desk) if part)


def _happened(entry: Entry) -> datetime | None:
    """A phone that was offline says when it was; so does a file."""
    then = entry.happened_at
    return then if then and abs(entry.at - then) >= LATE else None
