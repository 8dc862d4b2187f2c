"""启动 · the live process itself: granian in this very process, one event loop for every stream."""

import asyncio
import signal

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from huying.site.live.process import Live
from huying.site.running.room import QUEUE, room

FAREWELL = 0.2
"""Seconds for the last words to reach the pages, so that stopping need not wait for them."""


def serve(host: str, port: int) -> int:
    """Until a signal comes."""
    asyncio.run(_until_signal(host, port))
    return 0


async def serving(host: str, port: int, *, until: asyncio.Event) -> None:
    """Until it is told, or the port is taken."""
    live = Live()
    server = Server(
        live, address=host, port=port, interface=Interfaces.ASGI, websockets=False, backlog=QUEUE, backpressure=room(),
        log_level=LogLevels.error,
    )  # fmt: skip
    serves, waits = asyncio.create_task(server.serve()), asyncio.create_task(until.wait())
    await asyncio.wait({serves, waits}, return_when=asyncio.FIRST_COMPLETED)
    waits.cancel()
    await live.stop()
    await asyncio.sleep(FAREWELL)
    server.stop()  # type: ignore[no-untyped-call]
    await serves


async def _until_signal(host: str, port: int) -> None:
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    await serving(host, port, until=asked)
