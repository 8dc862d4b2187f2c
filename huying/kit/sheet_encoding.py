"""编码 · which alphabet a text file is written in: its mark, then strict rules, then the likelier reading."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK: Final = 1 << 20
_FORGIVEN: Final = 0.02
_PLAUSIBLE: Final = 0.9
_STRAY: Final = 0.01
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_WHITE: Final = "\r\n\t"


def guess(path: Path) -> str | None:
    """猜编码 · the codec to read the file with, or None when it is not text."""
    with path.open("rb") as opened:
        head = opened.read(4096)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    if b"\0" in head:
        return next((codec for codec in ("utf-16-le", "utf-16-be") if _plausible(head, codec)), None)
    return next((codec for codec in ("utf-8", "gb18030") if _reads(path, codec)), None)


def _plausible(head: bytes, codec: str) -> bool:
    """UTF-16 without a mark: nearly all characters must be ones an office writes."""
    text = head[: len(head) // 2 * 2].decode(codec, "replace")
    return sum(map(_written_here, text)) >= _PLAUSIBLE * len(text)


def _written_here(character: str) -> bool:
    code = ord(character)
    return character in _WHITE or 0x20 <= code < 0x7F or 0x3000 <= code < 0xA000 or 0xFF00 <= code < 0xFFF0


def _reads(path: Path, codec: str) -> bool:
    """A few broken characters are forgiven (a file cut short, one bad byte); control characters hardly any."""
    foreign = broken = control = length = 0
    for text in texts(path, codec):
        length += len(text)
        foreign += len(text) - len(text.encode("ascii", "ignore"))
        broken += text.count("\ufffd")
        control += len(_CONTROL.findall(text))
    return broken <= max(1, _FORGIVEN * foreign) and (broken < foreign or not foreign) and control <= _STRAY * length


def texts(path: Path, codec: str) -> Iterator[str]:
    """读文字 · the file's text in pieces, broken bytes shown as such."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
