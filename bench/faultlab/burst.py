"""齐发 · a thousand requests at the same instant, each on a connection of its own that was opened before."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

PATIENCE: Final = 120.0
TOKEN: Final = "a" * 32
"""A CSRF token as any first page might have given it: the cookie and the field agree."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One POST; `after` seconds behind the common start. `cookie` is a session, "" a resident's browser."""

    path: str
    fields: dict[str, object]
    cookie: str = ""
    address: str = "10.0.0.1"
    after: float = 0.0

    def raw(self) -> bytes:
        """As it goes over the wire."""
        body = urlencode(self.fields | {"csrfmiddlewaretoken": TOKEN}).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Forwarded-For: {self.address}\r\n"
            f"Cookie: {self.cookie}; csrftoken={TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True, slots=True)
class Hit:
    """What came back; status 0 where nothing did. `bare` is an error without words for a person."""

    shot: Shot
    status: int
    page: str

    @property
    def yes(self) -> bool:
        return 200 <= self.status < 400

    @property
    def bare(self) -> bool:
        return not self.yes and "data-refused" not in self.page and "hy-" not in self.page


def burst(port: int, shots: Sequence[Shot]) -> list[Hit]:
    """All of them; every connection stands before the first byte is sent."""
    return asyncio.run(_all(port, shots))


async def _all(port: int, shots: Sequence[Shot]) -> list[Hit]:
    start = asyncio.Event()
    tasks = [asyncio.create_task(_one(port, shot, start)) for shot in shots]
    await asyncio.sleep(0.2 + len(shots) / 4000)
    start.set()
    return list(await asyncio.gather(*tasks))


async def _one(port: int, shot: Shot, start: asyncio.Event) -> Hit:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await start.wait()
        await asyncio.sleep(shot.after)
        writer.write(shot.raw())
        read = await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
    except (OSError, TimeoutError) as lost:
        return Hit(shot, 0, type(lost).__name__)
    return Hit(shot, int(read[9:12] or 0), read.decode(errors="replace"))
