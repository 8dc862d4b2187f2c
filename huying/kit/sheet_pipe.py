"""表格管道 · the child speaks in frames: four bytes of length, then JSON.

JSON and not pickle: whatever a hostile file makes of the child, the parent only ever receives plain values.
"""

import json
import os
import select
import time
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from huying.kit import sheet_words
from huying.kit.sheet_words import Unreadable

Message = dict[str, Any]
LONGEST_FRAME: Final = 32 * 2**20
_CHUNK: Final = 256 * 1024


def _tag(value: object) -> dict[str, str]:
    """Instants and days travel as tagged text, which no cell of a sheet can imitate."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    raise TypeError(f"a cell cannot be {type(value).__name__}")


def _untag(tagged: dict[str, Any]) -> object:
    if len(tagged) == 1 and "at" in tagged:
        return datetime.fromisoformat(tagged["at"])
    if len(tagged) == 1 and "on" in tagged:
        return date.fromisoformat(tagged["on"])
    return tagged


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tag).encode
_decode = json.JSONDecoder(object_hook=_untag).decode


def send(pipe: BinaryIO, message: Message) -> None:
    """发 · write one frame; text that is no Unicode was already mended by the reader."""
    body = _encode(message).encode("utf-8", "replace")
    pipe.write(len(body).to_bytes(4, "big") + body)


def frames(descriptor: int, wait_seconds: float) -> Iterator[Message]:
    """收 · yield each whole frame until the child closes its end, waiting `wait_seconds` in all."""
    reader = _Patient(descriptor, wait_seconds)
    while body := reader.take(_length(reader.take(4))):
        yield _message(body)


def _message(body: bytes) -> Message:
    try:
        message = _decode(body.decode("utf-8"))
    except (ValueError, TypeError, RecursionError) as fault:
        raise Unreadable(sheet_words.BROKEN) from fault
    if not isinstance(message, dict):
        raise Unreadable(sheet_words.BROKEN)
    return message


def _length(head: bytes) -> int:
    length = int.from_bytes(head, "big")
    if length > LONGEST_FRAME:
        raise Unreadable(sheet_words.BROKEN)
    return length


class _Patient:
    """Reads exact lengths from a pipe; only the time spent waiting is counted."""

    def __init__(self, descriptor: int, wait_seconds: float) -> None:
        self._descriptor = descriptor
        self._left = wait_seconds
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN | select.POLLHUP)
        self._buffer = bytearray()

    def take(self, length: int) -> bytes:
        """Exactly `length` bytes, or none at all when the child has gone."""
        while len(self._buffer) < length:
            chunk = self._more()
            if not chunk:
                return b""
            self._buffer += chunk
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def _more(self) -> bytes:
        began = time.monotonic()
        ready = self._poll.poll(max(0.0, self._left) * 1000)
        self._left -= time.monotonic() - began
        if not ready:
            raise Unreadable(sheet_words.TOO_SLOW)
        return os.read(self._descriptor, _CHUNK)
