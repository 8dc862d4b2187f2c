"""转发 · every open stream of this process, by the units it listens to. One event is written once and handed to all.

Lives in the event loop alone; the watcher's thread hands events over with `loop.call_soon_threadsafe(hub.publish, …)`.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

BACKLOG = 64
"""A browser that is so many events behind is sent away: it comes back and asks for the whole board."""

KEPT = 500
"""Events remembered for those who lost their connection for a moment."""

BEAT = b": \n\n"
AGAIN = b"event: again\ndata: \n\n"
"""Tells a page that too much has happened since it last heard: it shall ask for everything anew."""

MOVED = "id: %d\nevent: moved\ndata: \n\n"
"""Tells a desk that something has happened up to this line; what, it asks for itself, and sees what it may see."""


@dataclass(slots=True, eq=False)
class Event:
    """Something that happened, up to which line of the ledger, for the boards of which units. `said`: language → what to send."""

    line: int
    units: frozenset[int]
    said: dict[str, dict[str, Any]]

    def frame(self, language: str) -> bytes:
        """As it goes over the wire, made once for each language."""
        data = json.dumps(self.said[language], ensure_ascii=False, separators=(",", ":"))
        return f"id: {self.line}\nevent: card\ndata: {data}\n\n".encode()


@dataclass(slots=True, eq=False)
class Stream:
    """One open page: on whose boards it looks (None: on all), in which language, and what waits to be sent. A `desk` hears of
    no card, only that something has happened."""

    key: str
    units: frozenset[int] | None
    language: str
    desk: bool = False
    waiting: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(BACKLOG))

    def put(self, frame: bytes | None) -> None:
        """None ends the stream. Whoever does not keep up is ended, too."""
        if self.waiting.full():
            while not self.waiting.empty():
                self.waiting.get_nowait()
            frame = None
        self.waiting.put_nowait(frame)

    def call(self, line: int) -> None:
        """Once is enough for a desk that has not read the last call yet."""
        if self.waiting.empty():
            self.put((MOVED % line).encode())

    def hears(self, event: Event) -> bool:
        return self.units is None or not self.units.isdisjoint(event.units)


class Hub:
    """Who listens to what."""

    def __init__(self, *, line: int = 0) -> None:
        self.streams: set[Stream] = set()
        self._by_unit: dict[int | None, set[Stream]] = defaultdict(set)
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._since = self._line = line

    @property
    def count(self) -> int:
        """How many are open."""
        return len(self.streams)

    def join(self, stream: Stream, *, after: int) -> None:
        """From now on, and what happened since that line; if that is not known any more, the page is told to ask anew."""
        self.streams.add(stream)
        for unit in _topics(stream):
            self._by_unit[unit].add(stream)
        if stream.desk:
            return stream.call(self._line) if after < self._line else None
        if after < self._since:
            stream.put(AGAIN)
            return
        for event in [one for one in self._kept if one.line > after and stream.hears(one)][-BACKLOG + 1 :]:
            stream.put(event.frame(stream.language))

    def leave(self, stream: Stream) -> None:
        """The page is gone."""
        self.streams.discard(stream)
        for unit in _topics(stream):
            self._by_unit[unit].discard(stream)
            if not self._by_unit[unit]:
                del self._by_unit[unit]

    def publish(self, events: Iterable[Event]) -> None:
        """To everybody who listens, each once."""
        for event in events:
            if len(self._kept) == KEPT:
                self._since = self._kept[0].line
            self._kept.append(event)
            frames: dict[str, bytes] = {}
            for stream in self._audience(event):
                frame = frames.get(stream.language) or frames.setdefault(stream.language, event.frame(stream.language))
                stream.put(frame)

    def call(self, line: int) -> None:
        """Something has happened: said to every desk."""
        self._line = line
        for stream in self.streams:
            if stream.desk:
                stream.call(line)

    def beat(self) -> None:
        """A sign of life, so that nobody in between closes a silent connection."""
        for stream in self.streams:
            stream.put(BEAT)

    def end(self, keys: Iterable[str]) -> None:
        """Those whose sign-in is over."""
        over = set(keys)
        for stream in self.streams:
            if stream.key in over:
                stream.put(None)

    def _audience(self, event: Event) -> set[Stream]:
        return set().union(*(self._by_unit.get(unit, ()) for unit in (None, *event.units)))


def _topics(stream: Stream) -> Iterable[int | None]:
    if stream.desk:
        return ()
    return (None,) if stream.units is None else stream.units
