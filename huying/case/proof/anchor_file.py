"""锚文件 · a header line, one line "case seq digest" for each head, and a last line with the signature over all before it."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings

from huying.kit import crypto

Mark = tuple[int, bytes]
"""A line's number and digest."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose signature is right."""

    header: dict[str, Any]
    heads: list[str]
    mac: bytes

    @property
    def marks(self) -> Iterator[tuple[int, Mark]]:
        """Case by case."""
        for line in self.heads:
            case, seq, digest = line.split()
            yield int(case), (int(seq), bytes.fromhex(digest))


def files() -> dict[int, Path]:
    """Every anchor file by its number."""
    return {int(path.stem): path for path in _folder().glob("*.anchor")}


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is whole on disk, under a name of its own until its number is taken."""

    number: int
    path: Path
    mac: bytes

    def settle(self) -> None:
        """An anchor from now on; one that lies there already stays."""
        whole = self.path.with_name(f"{self.number:08d}.anchor")
        if whole.exists():
            raise FileExistsError(whole)
        self.path.replace(whole)

    def discard(self) -> None:
        """Ours, if it has not settled, and what keepers that died have begun of earlier numbers."""
        self.path.unlink(missing_ok=True)
        for path in _folder().glob("*.part"):
            if path.name < f"{self.number:08d}":
                path.unlink(missing_ok=True)


def prepare(number: int, lines: Iterator[str]) -> Part:
    """Written, signed and on disk: what takes long is done before the number is taken."""
    _folder().mkdir(parents=True, exist_ok=True)
    text = "\n".join(lines) + "\n"
    part = Part(number, _folder() / f"{number:08d}.{token_hex(4)}.part", _sign(text))
    with part.path.open("x") as file:
        file.write(text + part.mac.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return part


def open_file(path: Path) -> Opened | None:
    """None for a file that is not as it was cast."""
    *lines, signature = path.read_text().splitlines() or [""]
    mac = _sign("\n".join(lines) + "\n")
    if not lines or mac.hex() != signature:
        return None
    return Opened(json.loads(lines[0]), lines[1:], mac)


def _folder() -> Path:
    return Path(settings.HUYING_ANCHORS)


def _sign(text: str) -> bytes:
    return crypto.mac(settings.HUYING_KEYS.chain, b"anchor", text.encode())
