"""备份 · the database at one moment, then the files its rows name, each with its digest, read again before it is called whole."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup import files, keys, manifest, moment, postgresql, sqlite, store
from huying.site.backup.files import Piece
from huying.site.backup.manifest import Manifest
from huying.site.backup.progress import BYTES, Progress, silent
from huying.site.backup.tables import Tables

SPARE = 64 << 20


def make(
    to: Path, *, at: datetime, newest: int = 0, passphrase: str = "", progress: Progress = silent
) -> tuple[Path, Manifest]:
    """A whole backup in a new folder of that place, or none. `newest` > 0: so many are kept."""
    with store.draft(to, at) as folder:
        _room(to)
        made = _fill(folder, to, at, passphrase, progress)
        manifest.write(folder, made, settings.HUYING_KEYS.chain)
        _check(folder, made, progress)
        files.settle(folder)
        done = folder.rename(store.name_of(folder))
        files.settle(to)
    if newest:
        store.keep(to, newest)
    return done, made


def _fill(folder: Path, to: Path, at: datetime, passphrase: str, progress: Progress) -> Manifest:
    older = next(reversed(store.whole(to)), None)
    with SNAPSHOTS[connection.vendor](folder, progress) as (alias, paths):
        found = Tables(alias)
        listed = found.digests(progress)
        anchor = found.rows_of("case", "anchor").order_by("-number").values_list("number", flat=True).first() or 0
        pieces, missing = _photos(found, folder, older, progress)
    pieces += [files.piece_of(folder, path) for path in paths]
    pieces += [*_anchors(folder, anchor), *_others(folder)]
    if passphrase:
        keys.seal(_home() / "keys", folder / keys.NAME, passphrase)
        pieces.append(files.piece_of(folder, keys.NAME))
    return Manifest(
        made_at=at.astimezone(UTC).isoformat(), program=version("huying"), engine=connection.vendor,
        jurisdiction=settings.HUYING_JURISDICTION, migrations=found.migrations, anchor=anchor,
        keys=keys.fingerprints(_home() / "keys"), tables=listed, pieces=pieces, with_keys=bool(passphrase), missing=missing,
    )  # fmt: skip


@contextmanager
def _of_sqlite(folder: Path, progress: Progress) -> Iterator[tuple[str, list[str]]]:
    target = folder / files.DATABASE
    sqlite.copy(Path(str(connection.settings_dict["NAME"])), target, progress)
    sqlite.check(target)
    with moment.of_file(target) as alias:
        yield alias, [files.DATABASE]


@contextmanager
def _of_postgresql(folder: Path, progress: Progress) -> Iterator[tuple[str, list[str]]]:
    with moment.of_server() as alias:
        yield alias, postgresql.write(alias, folder, progress)


SNAPSHOTS: Mapping[str, Callable[[Path, Progress], AbstractContextManager[tuple[str, list[str]]]]] = {
    "sqlite": _of_sqlite,
    "postgresql": _of_postgresql,
}


def _photos(found: Tables, folder: Path, older: Path | None, progress: Progress) -> tuple[list[Piece], list[str]]:
    """Those that the rows name; one that is gone from the place itself is named, and stops nothing."""
    rows = found.rows_of("case", "photo").filter(removed_at=None).order_by("id").values_list("file", "size")
    pieces, missing = [], []
    with progress(_("复制照片"), sum(size for _file, size in rows), BYTES) as tell:
        for file, size in rows.iterator():
            for name in (f"photos/{file}", f"photos/{Path(file).with_suffix('.small.jpg')}"):
                try:
                    pieces.append(files.link_or_copy(_home() / name, folder, name, older))
                except FileNotFoundError:
                    missing.append(name)
            tell(size)
    return pieces, missing


def _anchors(folder: Path, newest: int) -> Iterator[Piece]:
    """Those that the copy knows of: a later one would make the copy look like an old one."""
    for path in sorted(Path(settings.HUYING_ANCHORS).glob("*.anchor")):
        if int(path.stem) <= newest:
            yield files.copy(path, folder, f"anchors/{path.name}")


def _others(folder: Path) -> Iterator[Piece]:
    for path in files.others(_home()):
        with suppress(FileNotFoundError):
            yield files.copy(_home() / path, folder, path)


def _check(folder: Path, made: Manifest, progress: Progress) -> None:
    """Read again from the place where it lies now."""
    wrong = list(manifest.differences(folder, made, progress))
    if wrong:
        raise Refused(_("写好的备份与原件不一致：%s。请换一块磁盘。") % "、".join(wrong[:5]))


def _room(to: Path) -> None:
    """Said before anything is begun."""
    name = connection.settings_dict["NAME"]
    wanted = SPARE + (sqlite.size_of(Path(str(name))) if connection.vendor == "sqlite" else 0)
    free = shutil.disk_usage(to).free
    if free < wanted:
        facts = {"free": free >> 20, "wanted": wanted >> 20, "to": to}
        raise Refused(_("%(to)s 只剩 %(free)d MB，备份至少要 %(wanted)d MB。请清理或换一个位置。") % facts)


def _home() -> Path:
    return Path(settings.HUYING_HOME)
