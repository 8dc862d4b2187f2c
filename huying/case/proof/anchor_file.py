"""锚文件 · a header line, one line "case seq digest" for each head, and a last line with the signature over all before it."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
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


def write(number: int, lines: Iterator[str]) -> bytes:
    """Whole on disk, or not there; returns the signature."""
    _folder().mkdir(parents=True, exist_ok=True)
    path, text = _folder() / f"{number:08d}.anchor", "\n".join(lines) + "\n"
    mac, part = _sign(text), path.with_suffix(".part")
    with part.open("w") as file:
        file.write(text + mac.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return mac


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
