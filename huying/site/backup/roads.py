"""路 · how the database of a backup comes into this place: to the same engine as it is, to the other row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.site.backup import files, moving, postgresql, proof, sqlite
from huying.site.backup.manifest import Manifest
from huying.site.backup.moving import build
from huying.site.backup.progress import Progress


@dataclass(frozen=True, slots=True)
class Road:
    """How the tables come here, and how it is shown afterwards that nothing was lost on the way."""

    carry: Callable[[Path, Manifest, Progress], None]
    prove: Callable[[Manifest, Progress], None]


def known(manifest: Manifest) -> None:
    """Refused when the backup is newer than the program."""
    nodes = MigrationLoader(None).graph.nodes
    strange = [name for name in manifest.migrations if tuple(name.split(".", 1)) not in nodes]
    if strange:
        raise Refused(_("这个备份由更新的版本做成（%s），请先升级程序。") % "、".join(strange[:3]))


def of_sqlite(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """The file itself."""
    connection.close()
    (piece,) = (piece for piece in manifest.pieces if piece.path == files.DATABASE)
    sqlite.put_back(folder / files.DATABASE, Path(str(connection.settings_dict["NAME"])), piece)


def of_postgresql(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """The tables as they were, then their rows."""
    build(manifest)
    postgresql.read(folder, sum(manifest.rows().values()), progress)


ROADS: Mapping[tuple[str, str], Road] = {
    ("sqlite", "sqlite"): Road(of_sqlite, proof.by_count),
    ("postgresql", "postgresql"): Road(of_postgresql, proof.by_row),
    ("sqlite", "postgresql"): Road(moving.to_postgresql, proof.by_row),
    ("postgresql", "sqlite"): Road(moving.to_sqlite, proof.by_row),
}
"""A file that came byte by byte holds the rows whose digests were taken from it; they are counted, and not read again."""


def road(manifest: Manifest) -> Road:
    """The one from that engine to ours."""
    return ROADS[manifest.engine, connection.vendor]
