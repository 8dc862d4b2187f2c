"""坏网络的样子 · what may happen to one request on its way: each fault is one coroutine between a client and the server."""

import asyncio
import random
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

PIECE: Final = 65536
LENGTH: Final = b"content-length:"
CHUNKED: Final = b"transfer-encoding: chunked"
LONGEST: Final = 0.3
"""Seconds: a slow network, not one on which a test is waited for."""


@dataclass(slots=True)
class Line:
    """One connection of a client, where the server listens, and the dice of this connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    upstream: int
    dice: random.Random

    async def server(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection of our own to the server; fails where it is dead."""
        return await asyncio.open_connection("127.0.0.1", self.upstream)

    async def asked(self, whole: bytes) -> bytes:
        """The server's whole answer to one request."""
        reader, writer = await self.server()
        try:
            writer.write(whole)
            return await answer(reader)
        finally:
            writer.close()

    def slam(self) -> None:
        """The client hears a reset, not an end."""
        reset(self.writer)


Fault = Callable[[Line], Awaitable[bool]]
"""True where the client may send its next request on the same line."""


def reset(writer: asyncio.StreamWriter) -> None:
    """Close at once with RST, throwing away what is on its way."""
    handle = writer.get_extra_info("socket")
    if handle is not None:
        with suppress(OSError):
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()


async def request(reader: asyncio.StreamReader) -> bytes:
    """One whole request: its head, and as much body as it announces."""
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await _body(head, reader)


async def answer(reader: asyncio.StreamReader) -> bytes:
    """One whole answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    if CHUNKED in head.lower():
        return head + await _chunks(reader)
    return head + await _body(head, reader)


async def _body(head: bytes, reader: asyncio.StreamReader) -> bytes:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(LENGTH):
            return await reader.readexactly(int(line[len(LENGTH) :]))
    return b""


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    read = b""
    while not read.endswith(b"0\r\n\r\n"):
        size = await reader.readuntil(b"\r\n")
        read += size + await reader.readexactly(int(size.split(b";")[0], 16) + 2)
    return read


async def tunnelled(line: Line) -> bool:
    """直通 · bytes both ways, whatever they mean, until one side ends."""
    reader, writer = await line.server()
    try:
        await asyncio.gather(_pump(line.reader, writer), _pump(reader, line.writer))
    finally:
        writer.close()
    return False


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()


async def passed(line: Line) -> bool:
    """通 · nothing happens to this request."""
    line.writer.write(await line.asked(await request(line.reader)))
    return True


async def late(line: Line) -> bool:
    """慢 · the request waits on its way, and so does the answer."""
    whole = await request(line.reader)
    await asyncio.sleep(line.dice.uniform(0, LONGEST))
    answered = await line.asked(whole)
    await asyncio.sleep(line.dice.uniform(0, LONGEST))
    line.writer.write(answered)
    return True


async def dribbled(line: Line) -> bool:
    """滴 · a few bytes at a time, there and back."""
    whole = await request(line.reader)
    reader, writer = await line.server()
    try:
        await _drip(line, whole, writer)
        await _drip(line, await answer(reader), line.writer)
    finally:
        writer.close()
    return True


async def _drip(line: Line, whole: bytes, writer: asyncio.StreamWriter) -> None:
    size = max(1, len(whole) // 20)
    for begin in range(0, len(whole), size):
        writer.write(whole[begin : begin + size])
        await writer.drain()
        await asyncio.sleep(line.dice.uniform(0, LONGEST / 20))


async def cut_answer(line: Line) -> bool:
    """办了没回话 · the server has done it and answers; the client never hears of it."""
    reader, writer = await line.server()
    writer.write(await request(line.reader))
    await reader.read(1)
    line.slam()
    reset(writer)
    return False


async def cut_upload(line: Line) -> bool:
    """传到一半 · reset in the middle of what is sent, for both sides."""
    whole = await request(line.reader)
    _, writer = await line.server()
    writer.write(whole[: line.dice.randrange(1, len(whole))])
    await writer.drain()
    await asyncio.sleep(line.dice.uniform(0, LONGEST / 10))
    reset(writer)
    line.slam()
    return False


async def twice(line: Line) -> bool:
    """发了两遍 · the same bytes on two connections at once; the client hears one of the two answers."""
    whole = await request(line.reader)
    answers = await asyncio.gather(line.asked(whole), line.asked(whole))
    line.writer.write(line.dice.choice(answers))
    return True


async def refused(line: Line) -> bool:
    """不通 · no network."""
    line.slam()
    return False


FAULTS: Final[dict[str, Fault]] = {
    "tunnelled": tunnelled, "passed": passed, "late": late, "dribbled": dribbled, "cut after commit": cut_answer,
    "cut in the upload": cut_upload, "sent twice": twice, "refused": refused,
}  # fmt: skip
