"""坏网络 · a small TCP proxy of ours between clients and the server: every request draws a fault from a menu, by the seed."""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from bench.faultlab.proxy_faults import FAULTS, Line

CALM: Final = {"tunnelled": 1}
DEAD: Final = {"refused": 1}
CHAOS: Final = {
    "passed": 4, "late": 2, "dribbled": 2, "cut after commit": 3, "cut in the upload": 2, "sent twice": 2, "refused": 1,
}  # fmt: skip
LOST = (OSError, EOFError, asyncio.LimitOverrunError)
"""What a broken line means to the proxy itself: nothing. The client's own error is what is looked at."""


class Proxy:
    """`with Proxy(port, seed=1) as proxy:` listens on `proxy.port`, in a thread of its own; `menu` may be changed at any time."""

    def __init__(self, upstream: int, *, seed: int, menu: Mapping[str, int] = CHAOS) -> None:
        self.upstream, self.port = upstream, 0
        self._menu, self._open = menu, dict[int, Line]()
        self.drawn: Counter[str] = Counter()
        self._seed, self._number = seed, 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)

    @property
    def menu(self) -> Mapping[str, int]:
        """What may happen to a request, and how often."""
        return self._menu

    @menu.setter
    def menu(self, menu: Mapping[str, int]) -> None:
        """Lines that stand are cut: nobody goes on as before."""
        self._menu = menu
        self._loop.call_soon_threadsafe(self._cut_all)

    def _cut_all(self) -> None:
        for line in self._open.values():
            line.slam()

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            self._finish(server)

    def _finish(self, server: asyncio.Server) -> None:
        server.close()
        self._loop.set_exception_handler(lambda loop, told: None)  # lines that end with us
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.wait(tasks))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """By the seed, the number of the connection and the menu of the moment."""
        number = self._number = self._number + 1
        line = self._open[number] = Line(reader, writer, self.upstream, random.Random(f"{self._seed}:{number}"))
        try:
            while await self._one(line):
                await writer.drain()
        except LOST:
            line.slam()
        finally:
            del self._open[number]
            with suppress(*LOST):
                writer.close()

    async def _one(self, line: Line) -> bool:
        name = line.dice.choices(list(self.menu), list(self.menu.values()))[0]
        self.drawn[name] += 1
        return await FAULTS[name](line)
