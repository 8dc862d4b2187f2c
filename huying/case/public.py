"""对诉求人公开 · what a resident may read of a case: a whitelist of deeds, of words and of photos; nothing else leaves here.

HOUSE law 8: what is public is named, never what is left out. A new deed is silent until the deed table marks it `public`;
its words are silent until they stand in this file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huying.case.deeds import DEEDS
from huying.case.models import Case, Entry, Photo, Words
from huying.directory.prepared import Prepared

TOLD = frozenset(name for name, deed in DEEDS.items() if deed.public)
"""Lines whose label and time are told."""

OWN_WORDS = frozenset({"received", "imported", "supplemented", "withdrawn"})
"""What the resident said."""

WORDS = OWN_WORDS | frozenset(
    {
        "answered", "commitment_kept", "committed", "declined", "extended", "measured", "progressed", "replied",
        "terminated", "transferred",
    }
)  # fmt: skip
"""And what was written for the resident to read. Notes of calls, visits and results are written for colleagues: not here."""

UNIT = frozenset({"claimed", "assigned", "appointed"})
"""Lines that say which unit took the case."""

PHOTOS = OWN_WORDS | frozenset({"measured", "progressed", "replied"})
"""Lines whose photos are shown."""

RESULT = "handled"
"""The line of the result. Of its photos those are shown, with the reply, that the unit chose and declared free of other people."""

SHARED = frozenset({"accepted", "claimed", "assigned", "appointed", "handled", "approved", "replied", "closed"})
"""What whoever joined is told of the case that goes on: how far it is, and the reply."""

COLOURS = {"replied": "green", "closed": "green", "answered": "green", "declined": "red", "terminated": "red"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo by its key; `caption` says before or after, where it is one of a result."""

    key: str
    caption: str = ""
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the course, as the `timeline` component wants it."""

    seq: int
    title: str
    at: datetime
    words: str = ""
    colour: str = ""
    photos: Sequence[Picture] = ()


def entries_told(case: Case, *, deeds: Iterable[str] = TOLD) -> list[Entry]:
    """The lines of a case that are told, oldest first."""
    rows = Entry.objects.filter(case=case, jurisdiction=case.jurisdiction, deed__in=TOLD.intersection(deeds))
    return list(rows.select_related("unit").order_by("seq"))


def words_told(case: Case, entries: Iterable[Entry]) -> dict[int, str]:
    """The words of those lines, by line; what the law has had removed says so."""
    return words_at(case, [entry.seq for entry in entries if entry.deed in WORDS])


def words_at(case: Case, lines: Sequence[int]) -> dict[int, str]:
    """The words of lines known to be told, by number."""
    rows = _WORDS_AT(case.jurisdiction, case.pk, *lines, shape=(len(lines),)) if lines else []
    return {seq: _("（已依法删除）") if redacted_at else text for seq, text, redacted_at in rows}


def _words_at(
    _lines: int, jurisdiction: int, case: int, *lines: int
) -> "QuerySet[Words, tuple[int, str, datetime | None]]":
    rows = Words.objects.filter(case=case, jurisdiction=jurisdiction, seq__in=lines)
    return rows.values_list("seq", "text", "redacted_at")


_WORDS_AT: Prepared[tuple[int, str, datetime | None]] = Prepared(_words_at)


def photos_told(case: Case, entries: Sequence[Entry]) -> dict[int, list[Picture]]:
    """The photos of those lines, by line; those of a result stand with the reply that shows them."""
    told = {entry.seq for entry in entries if entry.deed in PHOTOS}
    results = {entry.seq: entry for entry in entries if entry.deed == RESULT}
    rows = Photo.objects.filter(case=case, removed_at=None, seq__in=told | results.keys()).order_by("id")
    found: dict[int, list[Picture]] = {}
    for photo in rows:
        line, result = photo.seq, results.get(photo.seq)
        if result:
            line = _reply_showing(photo, entries)
        if line:
            found.setdefault(line, []).append(_picture(photo, result))
    return {line: sorted(pictures, key=lambda picture: picture.is_after) for line, pictures in found.items()}


def photo_told(case: Case, key: str) -> Photo | None:
    """One photo of the case, if its resident may see it."""
    photo = Photo.objects.filter(case=case, key=key, removed_at=None).first()
    entry = case.entries.filter(seq=photo.seq).first() if photo else None
    if photo is None or entry is None:
        return None
    is_shown = entry.deed == RESULT and _reply_showing(photo, case.entries.filter(deed="replied"))
    return photo if entry.deed in PHOTOS or is_shown else None


def _reply_showing(photo: Photo, entries: Iterable[Entry]) -> int:
    """The line of the first reply after the result by which the unit showed this photo of it; 0 where none did."""
    replies = (entry for entry in entries if entry.deed == "replied" and entry.seq > photo.seq)
    return next((entry.seq for entry in replies if photo.digest in entry.facts.get("shown", ())), 0)


def _picture(photo: Photo, result: Entry | None) -> Picture:
    if result is None:
        return Picture(photo.key)
    is_after = photo.digest not in result.facts.get("before", ())
    return Picture(photo.key, _("处置后") if is_after else _("处置前"), is_after)


def lines_of(entries: Iterable[Entry], words: Mapping[int, str], photos: Mapping[int, Sequence[Picture]]) -> list[Line]:
    """The lines, newest first."""
    told = [_line(entry, words.get(entry.seq, ""), photos.get(entry.seq, ())) for entry in entries]
    return told[::-1]


def _line(entry: Entry, words: str, photos: Sequence[Picture]) -> Line:
    unit = entry.unit.name if entry.unit and entry.deed in UNIT else ""
    told = _("由%(unit)s办理") % {"unit": unit} if unit else words
    return Line(entry.seq, str(DEEDS[entry.deed].label), entry.at, told, COLOURS.get(entry.deed, ""), photos)
