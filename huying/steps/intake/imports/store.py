"""存放 · the files themselves, under HUYING_HOME/imports: kept whole until they are in, and for a while after."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.kit.sheet import Limits
from huying.steps.intake.imports.models import Job

CHUNK = 1 << 20
MEGABYTE = 1 << 20
MOST = Limits().file_bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on our disk: under which name, and the digest by which the same one is known again."""

    file: str
    digest: str


def folder() -> Path:
    """Readable by us alone: the files hold names and phones."""
    path = Path(settings.HUYING_HOME) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(job: Job) -> Path:
    """The file of a job."""
    return folder() / job.file


def keep(name: str, chunks: Iterable[bytes]) -> Stored:
    """Write an uploaded file down, wholly or not at all, before anybody is told that we have it."""
    file = f"{secrets.token_hex(12)}{_suffix(name)}"
    draft, digest, size = folder() / f".{file}", hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for chunk in chunks:
                size += len(chunk)
                _check(size)
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(folder() / file)
    finally:
        draft.unlink(missing_ok=True)
    return Stored(file, digest.hexdigest())


def keep_copy(path: Path) -> Stored:
    """A file that somebody named to the verb: they may move it away while we still need it."""
    return keep(path.name, _chunks(path))


def digest_of(path: Path) -> str:
    """By which the same file is known again."""
    digest = hashlib.sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def forget(job: Job) -> None:
    """Take the file and its rejected rows away."""
    path_of(job).unlink(missing_ok=True)
    rejected_path(job).unlink(missing_ok=True)


def rejected_path(job: Job) -> Path:
    """Where the rejected rows of a job are written."""
    return folder() / f"{job.pk}-{_plain(Path(job.name).stem)}-rejected.xlsx"


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _check(size: int) -> None:
    if size > MOST:
        words = _("文件超过 %(megabytes)s MB，请拆分成几个文件再上传")
        raise Refused(words % {"megabytes": MOST // MEGABYTE})


def _suffix(name: str) -> str:
    """Only for people who look into the folder; what a file is, is told by its content."""
    found = re.search(r"\.[A-Za-z]{2,5}$", name)
    return found[0].lower() if found else ".sheet"


def _plain(stem: str) -> str:
    return re.sub(r"[^\w-]+", "-", stem)[:60].strip("-") or "file"
