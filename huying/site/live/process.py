"""推送 · opens streams, keeps them alive, closes those whose sign-in is over."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import partial
from typing import TypeVar

from django.db import DatabaseError, connection

from huying.kit.clock import now
from huying.site.live.hub import Hub, Stream
from huying.site.live.listeners import DESK, ROOMS, Listener, listeners
from huying.site.live.request import Asked, Receive, Scope, Send
from huying.site.live.watcher import Watcher
from huying.steps.dispatch.board.wall import newest_line

Found = TypeVar("Found")
ADDRESSES, HEALTH = {f"/live/{room}/": room for room in ROOMS}, "/live/health/"
BEAT, REVIEW = 15.0, 60.0
"""Seconds between two signs of life, and between two looks at who is still signed in."""

MOST, MOST_EACH = 5000, 8
"""Streams of this process, and of one signed-in browser."""

STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """The application: one hub, one watcher."""

    def __init__(self) -> None:
        self.hub = Hub()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="listeners")
        self._watcher: Watcher | None = None
        self._jobs: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Starting and stopping, or one request."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._answer(Asked(scope), receive, send)

    async def start(self) -> None:
        """Watch from the newest line on."""
        loop = asyncio.get_running_loop()
        self.hub = hub = Hub(line=await self._aside(newest_line))
        self._watcher = Watcher(
            lambda events: loop.call_soon_threadsafe(hub.publish, events),
            wanted=lambda: bool(hub.count),
            call=lambda line: loop.call_soon_threadsafe(hub.call, line),
        )
        self._watcher.start()
        self._jobs = [
            asyncio.create_task(self._every(BEAT, self._beat)),
            asyncio.create_task(self._every(REVIEW, self._review)),
        ]

    async def stop(self) -> None:
        """Say goodbye to everybody."""
        for job in self._jobs:
            job.cancel()
        if self._watcher:
            self._watcher.stop()
        for stream in self.hub.streams:
            stream.put(None)

    def close(self) -> None:
        """Leave no thread and no connection behind."""
        if self._watcher:
            self._watcher.join()
        self._thread.submit(lambda: connection.close())  # of that thread, not of this
        self._thread.shutdown()

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            what = (await receive())["type"]
            if what == "lifespan.startup":
                await self.start()
            else:
                await self.stop()
            await send({"type": f"{what}.complete"})
            if what == "lifespan.shutdown":
                return self.close()

    async def _answer(self, asked: Asked, receive: Receive, send: Send) -> None:
        if asked.path == HEALTH:
            return await _say(send, 200, f"{self.hub.count}\n")
        if asked.path not in ADDRESSES or asked.method != "GET":
            return await _say(send, 404, "not found\n")
        if not asked.is_ours:
            return await _say(send, 403, "not from here\n")
        await self._listen(asked, receive, send)

    async def _listen(self, asked: Asked, receive: Receive, send: Send) -> None:
        """The same answer to whoever is not signed in and to whoever may not: then a page asks by itself, and is told why."""
        room = ADDRESSES[asked.path]
        listener = await self._who(asked.session, room)
        if listener is None:
            return await _say(send, 403, "not for you\n", asked)
        if self._is_full(asked.session):
            return await _say(send, 503, "full\n", asked)
        stream = Stream(asked.session, listener.units, asked.language, desk=room == DESK)
        self.hub.join(stream, after=asked.after)
        try:
            await _pour(stream, receive, send, asked)
        finally:
            self.hub.leave(stream)

    async def _who(self, session: str, room: str) -> Listener | None:
        found = await self._aside(partial(listeners, [session], at=now(), room=room)) if session else {}
        return found.get(session)

    def _is_full(self, session: str) -> bool:
        return self.hub.count >= MOST or Counter(stream.key for stream in self.hub.streams)[session] >= MOST_EACH

    async def _every(self, seconds: float, work: Callable[[], object]) -> None:
        while True:
            await asyncio.sleep(seconds)
            result = work()
            if asyncio.iscoroutine(result):
                await result

    def _beat(self) -> None:
        self.hub.beat()

    async def _review(self) -> None:
        """Three queries for all of a room together."""
        for room in ROOMS:
            keys = {stream.key for stream in self.hub.streams if stream.desk == (room == DESK)}
            if keys:
                standing = await self._aside(partial(listeners, keys, at=now(), room=room))
                self.hub.end(keys - standing.keys())

    async def _aside(self, work: Callable[[], Found]) -> Found:
        """Asking the database must not hold up the others."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(_fresh, work))


def _fresh(work: Callable[[], Found]) -> Found:
    """The thread keeps its connection; one that the database has dropped is opened anew, once."""
    try:
        return work()
    except DatabaseError:
        connection.close()
        return work()


async def _pour(stream: Stream, receive: Receive, send: Send, asked: Asked) -> None:
    """Whatever there is to say, until either side has gone."""
    await send({"type": "http.response.start", "status": 200, "headers": [*STREAM, *_shared_with(asked)]})
    pouring = asyncio.create_task(_send_all(stream, send))
    leaving = asyncio.create_task(_gone(receive))
    try:
        await asyncio.wait({pouring, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (pouring, leaving):
            task.cancel()
        await asyncio.gather(pouring, leaving, return_exceptions=True)


async def _send_all(stream: Stream, send: Send) -> None:
    async with aclosing(_frames(stream)) as frames:
        async for body in frames:
            await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _frames(stream: Stream) -> AsyncGenerator[bytes, None]:
    """What waits goes out together; an asynchronous generator, for a plain one would be read to its end first."""
    yield b"retry: 3000\n\n"
    while True:
        found = [await stream.waiting.get()]
        while not stream.waiting.empty():
            found.append(stream.waiting.get_nowait())
        if told := [frame for frame in found if frame is not None]:
            yield b"".join(told)
        if None in found:
            return


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, status: int, words: str, asked: Asked | None = None) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    more = _shared_with(asked) if asked else []
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *more]})
    await send({"type": "http.response.body", "body": words.encode(), "more_body": False})


def _shared_with(asked: Asked) -> list[tuple[bytes, bytes]]:
    """A page of this host may read us although we answer on another port."""
    if not asked.origin:
        return []
    origin = asked.origin.encode("latin-1", "ignore")
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]
