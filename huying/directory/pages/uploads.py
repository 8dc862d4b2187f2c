"""上传的表格 · kept in the home folder between the preview and the confirmation, never under a name that a browser chose."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.files import File

SALT = "directory.upload"
KEPT = timedelta(hours=2)


class Upload(NamedTuple):
    """A file that waits: what it was called, where it lies, whose it is and for what."""

    name: str
    stored: str
    kind: str
    by: int

    @property
    def path(self) -> Path:
        return _folder() / self.stored

    @property
    def token(self) -> str:
        """Names the file to the page that confirms; nobody else can make one."""
        return signing.dumps(list(self), salt=SALT)


def keep(file: "File[bytes]", *, kind: str, by: int, at: datetime) -> Upload:
    """Store it; what was left lying is swept away."""
    _sweep(at)
    upload = Upload((file.name or "")[:120], secrets.token_hex(16), kind, by)
    with upload.path.open("wb") as stored:
        for chunk in file.chunks():
            stored.write(chunk)
    return upload


def kept(token: str, *, kind: str, by: int) -> Upload | None:
    """The file of that token, if it is this person's, for this register, and still there."""
    try:
        upload = Upload(*signing.loads(token, salt=SALT, max_age=KEPT))
    except (signing.BadSignature, TypeError):
        return None
    return upload if (upload.kind, upload.by) == (kind, by) and upload.path.is_file() else None


def drop(upload: Upload) -> None:
    """Done with."""
    upload.path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.HUYING_HOME) / "uploads" / "directory"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _sweep(at: datetime) -> None:
    oldest = (at - KEPT).timestamp()
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
