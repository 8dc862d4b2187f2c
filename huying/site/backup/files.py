"""文件 · copied with their digest; a photo that an older backup already holds is linked to it and takes no room."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup.progress import Told

LEFT_OUT = frozenset({"keys", "static", "logs", "run", "backups", "outgoing", "photos", "anchors"})
"""Of the home: keys are a matter of their own, `outgoing` was sent already, photos and anchors go by their rows."""

DATABASE = "huying.sqlite3"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a backup: where, how long, SHA-256."""

    path: str
    size: int
    digest: str


def digest_of(path: Path) -> str:
    """SHA-256 of what lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def piece_of(folder: Path, path: str) -> Piece:
    """A file that lies in the folder already."""
    return Piece(path, (folder / path).stat().st_size, digest_of(folder / path))


def copy(source: Path, folder: Path, path: str) -> Piece:
    """One file into the folder; its digest is of the bytes that were read."""
    target, digest, size = folder / path, hashlib.sha256(), 0
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            written.write(chunk)
            size += len(chunk)
    return Piece(path, size, digest.hexdigest())


def link_or_copy(source: Path, folder: Path, path: str, older: Path | None) -> Piece:
    """Where the older backup has the same bytes under the same name, it is that very file."""
    if older and (older / path).is_file() and (digest := digest_of(source)) == digest_of(older / path):
        (folder / path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):
            os.link(older / path, folder / path)
            return Piece(path, source.stat().st_size, digest)
    return copy(source, folder, path)


def others(home: Path) -> Iterator[str]:
    """Whatever else the rooms keep in the home: uploaded files, boundaries. Drafts and hidden files are left."""
    for top in sorted(home.iterdir()):
        if top.name.startswith((".", DATABASE)) or top.name in LEFT_OUT:
            continue
        for path in sorted([top] if top.is_file() else top.rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(home).parts):
                yield str(path.relative_to(home))


def put_back(folder: Path, pieces: list[Piece], home: Path, tell: Told) -> None:
    """Files of a backup to their places, as they were listed."""
    for piece in pieces:
        copy(folder / piece.path, home, piece.path)
        if piece_of(home, piece.path) != piece:
            raise Refused(_("恢复后的数据与备份不一致：%s。") % piece.path)
        tell(piece.size)


def settle(folder: Path) -> None:
    """Everything written so far survives a power cut, the names in this folder too."""
    os.sync()
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
