"""清单 · what a backup holds: every file with its size and SHA-256, every table with its rows and their digest, and which
keys open it. It is written last and signed; a folder without it is no backup."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.kit import crypto
from huying.site.backup.files import Piece, digest_of
from huying.site.backup.progress import BYTES, Progress

NAME = "manifest.json"
FORM = 1
KEYS_APART = (
    "The keys are not in this backup. Without the folder keys/ of the place it was made in, nobody can open names, phones "
    "or the chain of the ledger. Keep a copy of keys/ in another place than this one."
)
KEYS_INSIDE = "keys.sealed holds the keys under a passphrase. Who has both reads everything: keep them apart."


@dataclass(frozen=True, slots=True)
class Table:
    """A table: how many rows, and one digest over all of them, the same on either engine."""

    name: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All of it. `missing`: photos that the place itself no longer had."""

    made_at: str
    program: str
    engine: str
    jurisdiction: str
    migrations: list[str]
    anchor: int
    keys: dict[str, str]
    tables: list[Table]
    pieces: list[Piece]
    with_keys: bool = False
    missing: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(piece.size for piece in self.pieces)

    def rows(self) -> dict[str, int]:
        """Table → how many."""
        return {table.name: table.rows for table in self.tables}


def write(folder: Path, manifest: Manifest, key: bytes) -> None:
    """Signed with the key of the chain."""
    words = KEYS_INSIDE if manifest.with_keys else KEYS_APART
    text = json.dumps(asdict(manifest), ensure_ascii=False)
    whole = {"form": FORM, "read me": words, "signature": _sign(text, key), "manifest": asdict(manifest)}
    (folder / NAME).write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(folder: Path) -> Manifest:
    """Refused with words when this is no whole backup."""
    try:
        whole = _whole(folder)
        given = whole["manifest"]
        tables = [Table(**one) for one in given.pop("tables")]
        pieces = [Piece(**one) for one in given.pop("pieces")]
        return Manifest(**given, tables=tables, pieces=pieces)
    except FileNotFoundError as none:
        raise Refused(_("%s 不是完整的备份：没有清单 manifest.json。") % folder) from none
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(_("%s 的清单读不懂，可能损坏，或由更新的版本写成。") % folder) from error


def is_signed(folder: Path, key: bytes) -> bool:
    """Whether the list is as it was written by whoever had this key."""
    whole = _whole(folder)
    text = json.dumps(whole["manifest"], ensure_ascii=False)
    return crypto.same(_sign(text, key).encode(), str(whole["signature"]).encode())


def differences(folder: Path, manifest: Manifest, progress: Progress) -> Iterator[str]:
    """Files that are gone or not as they were written: every byte is read."""
    with progress(_("核对文件"), manifest.size, BYTES) as tell:
        for piece in manifest.pieces:
            path = folder / piece.path
            if not path.is_file() or path.stat().st_size != piece.size or digest_of(path) != piece.digest:
                yield piece.path
            tell(piece.size)


def _whole(folder: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
    if whole["form"] != FORM:
        raise ValueError(whole["form"])
    return whole


def _sign(text: str, key: bytes) -> str:
    return crypto.mac(key, b"backup", text.encode()).hex()
