"""恢复 · a backup put back into an empty place: everything proven equal, unsent letters held, what an old copy lacks said aloud."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.directory import acts
from huying.directory.models import What
from huying.post.hold import hold
from huying.post.models import Heartbeat
from huying.site.backup import files, manifest, place, roads
from huying.site.backup.files import Piece
from huying.site.backup.manifest import Manifest
from huying.site.backup.progress import BYTES, Progress, silent
from huying.site.running.prepare import migrate

NOT_FILES = ("tables/", files.DATABASE, "keys.sealed", "anchors/")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: how many letters wait for a person, and the anchors that are newer than this copy."""

    manifest: Manifest
    held: int
    later: Sequence[str]


def restore(folder: Path, *, at: datetime, kept: Mapping[str, bytes] = {}, progress: Progress = silent) -> Restored:
    """All of it; refused before anything is written wherever that can be known before."""
    listed = manifest.read(folder)
    way = roads.road(listed)
    roads.known(listed)
    place.must_be_empty()
    _whole(folder, listed, progress)
    place.fit_keys(listed, kept)
    if not manifest.is_signed(folder, settings.HUYING_KEYS.chain):
        raise Refused(_("备份的清单被改动过：签章不符。"))
    place.begin(folder)
    way.carry(folder, listed, progress)
    way.prove(listed, progress)
    _put_back(folder, listed, progress)
    later = _anchors(folder, listed)
    migrate(lambda words: None)
    held = _settle(listed, later, at)
    place.end()
    return Restored(listed, held, later)


def _whole(folder: Path, listed: Manifest, progress: Progress) -> None:
    wrong = list(manifest.differences(folder, listed, progress))
    if wrong:
        raise Refused(_("备份已损坏，这些文件与清单不符：%s。请换一份备份。") % "、".join(wrong[:5]))


def _put_back(folder: Path, listed: Manifest, progress: Progress) -> None:
    pieces = [piece for piece in listed.pieces if not piece.path.startswith(NOT_FILES)]
    with progress(_("复制文件"), sum(piece.size for piece in pieces), BYTES) as tell:
        files.put_back(folder, pieces, place.home(), tell)


def _anchors(folder: Path, listed: Manifest) -> list[str]:
    """锚 · those outside stay as they are, for they are the witnesses. Later ones than the copy knows are named and set apart."""
    outside = Path(settings.HUYING_ANCHORS)
    outside.mkdir(parents=True, exist_ok=True)
    later = sorted(path for path in outside.glob("*.anchor") if int(path.stem) > listed.anchor)
    apart = outside / f"after-{listed.anchor:08d}"
    for path in later:
        apart.mkdir(exist_ok=True)
        path.rename(apart / path.name)
    for piece in _missing(listed.pieces, outside):
        files.copy(folder / piece.path, outside, Path(piece.path).name)
    return [path.stem for path in later]


def _missing(pieces: Sequence[Piece], outside: Path) -> list[Piece]:
    cast = [piece for piece in pieces if piece.path.startswith("anchors/")]
    return [piece for piece in cast if not (outside / Path(piece.path).name).exists()]


def _settle(listed: Manifest, later: Sequence[str], at: datetime) -> int:
    """Nobody is signed in, nobody is alive, no letter goes out, and what was done is on record."""
    Session.objects.all().delete()
    Heartbeat.objects.all().delete()
    words = _("备份时间 %s") % listed.made_at
    if later:
        words += _("；库外有更新的锚 %s") % "、".join(later)
    acts.record(What.RESTORED, by=None, at=at, subject=_("从备份恢复"), words=words)
    return hold(at, why=words)
