"""照片 · the photo folder: verified, cleaned, made small, kept under a random name; shown only by a page that asks (TRUST 6)."""

import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse
from django.utils.timezone import get_default_timezone

from huying.case.models import Case, Photo
from huying.directory.jurisdiction import here
from huying.kit import image

MOST = 9
"""How many photos come with one message."""

WAITING = timedelta(days=1)
"""How long a photo waits for the words that it belongs to."""

BATCH = 200


def keep(upload: bytes | BinaryIO, *, at: datetime) -> Photo:
    """收下 · raises `image.NotAPhoto` with words for the sender. Done before any transaction: decoding takes its time."""
    found = image.photo(upload)
    name = secrets.token_hex(16)
    row = Photo(
        jurisdiction=here(), key=secrets.token_urlsafe(24), file=f"{name[:2]}/{name}.jpg", digest=found.digest,
        size=len(found.jpeg), width=found.width, height=found.height, made_at=at,
        taken_at=found.taken_at and found.taken_at.replace(tzinfo=get_default_timezone()),
        latitude=found.place and found.place[0], longitude=found.place and found.place[1],
    )  # fmt: skip
    _put(path_of(row), found.jpeg)
    _put(path_of(row, small=True), image.thumb(found.jpeg))
    row.save()
    return row


def waiting(keys: Iterable[str]) -> list[Photo]:
    """Those of the named photos that belong to no case yet, in the order in which they are named."""
    named = list(dict.fromkeys(keys))[:MOST]
    found = {photo.key: photo for photo in Photo.objects.filter(key__in=named, case=None)} if named else {}
    return [found[key] for key in named if key in found]


def attach(case: Case, photos: Sequence[Photo], *, seq: int) -> None:
    """Give them to the line of the ledger that names their digests; a photo once given stays where it is."""
    if photos:
        Photo.objects.filter(pk__in=[photo.pk for photo in photos], case=None).update(case=case, seq=seq)


def shown(photo: Photo, *, small: bool) -> FileResponse:
    """The picture itself, for a page that has asked whether its reader may see it."""
    answer = FileResponse(path_of(photo, small=small).open("rb"), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def path_of(photo: Photo, *, small: bool = False) -> Path:
    """Where the picture lies, or its small version."""
    path = Path(settings.HUYING_HOME) / "photos" / photo.file
    return path.with_suffix(".small.jpg") if small else path


def sweep(at: datetime) -> int:
    """清理 · photos whose words never came: the rows first, then the files. Returns how many."""
    stale = list(Photo.objects.filter(case=None, made_at__lt=at - WAITING).order_by("id")[:BATCH])
    for photo in stale:
        if Photo.objects.filter(pk=photo.pk, case=None).delete()[0]:
            remove_files(photo)
    return len(stale)


def remove_files(photo: Photo) -> None:
    """The row is gone, or says that the picture was removed."""
    for small in (False, True):
        with suppress(FileNotFoundError):
            path_of(photo, small=small).unlink()


def _put(path: Path, content: bytes) -> None:
    """Whole and on the disk, or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with draft.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
