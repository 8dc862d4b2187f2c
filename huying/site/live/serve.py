"""启动 · the live process itself: granian in this very process, one event loop for every stream."""

import asyncio
import signal

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from huying.site.live.process import Live

FAREWELL = 0.2
"""Seconds for the last words to reach the pages, so that stopping need not wait for them."""


def serve(host: str, port: int) -> int:
    """Until a signal comes."""
    asyncio.run(_serve(host, port))
    return 0


async def _serve(host: str, port: int) -> None:
    live = Live()
    server = Server(
        live,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        backlog=2048,
        log_level=LogLevels.warning,
    )
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    serving = asyncio.create_task(server.serve())
    waiting = asyncio.create_task(asked.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await live.stop()
    await asyncio.sleep(FAREWELL)
    server.stop()  # type: ignore[no-untyped-call]
    await serving
