"""The claim board: so many open streams, how soon each hears of an offer, and what other pages feel of it.

    python -m bench.board [--streams 1000] [--offers 30] [--cases 2000]

An offer is committed by this process; the delay runs from its commit until the event has been read from each stream. The
client reads all streams in one thread on the same two cores, so that its own work is in the figures.
"""

import argparse
import asyncio
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from bench import http as pages  # prepares the home before Django is imported
from bench.load import load
from bench.place import say
from bench.serving import Server, _wait_for, serving
from bench.signed import signed_in
from huying.case.models import Share, Tie
from huying.case.who import KEEPER
from huying.kit.clock import now
from huying.steps.dispatch.offer import offer
from huying.steps.intake.accept import accept

EACH = 8
"""Streams of one browser; the live process allows no more."""


@contextmanager
def streaming() -> Iterator[Server]:
    """The live process on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "huying", "live", "--port", str(port)]
    process = subprocess.Popen(words, start_new_session=True)
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


class Listeners:
    """The open streams and when each heard what."""

    def __init__(self, port: int, cookies: list[str]) -> None:
        self.port, self.cookies = port, cookies
        self.open, self.heard = 0, []

    async def listen(self, number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET /live/board/?after={2**40} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookies[number // EACH]}\r\n\r\n"
        writer.write(head.encode())
        while line := await reader.readline():
            if line.startswith(b"data: {"):
                self.heard.append(time.time())
            self.open += line.startswith(b"retry")

    async def all_open(self, count: int) -> float:
        """Open them in small flocks, as browsers come; how long it took."""
        begun = time.time()
        self.tasks = [asyncio.create_task(self.listen(number)) for number in range(count)]
        while self.open < count:
            await asyncio.sleep(0.02)
        return time.time() - begun

    async def delays(self, count: int, world: "pages.World") -> list[float]:
        """One offer; the milliseconds until each stream has heard of it."""
        self.heard.clear()
        committed = await asyncio.to_thread(_offer, world)
        while len(self.heard) < count:
            await asyncio.sleep(0.005)
        return [1000 * (at - committed) for at in self.heard]


def _offer(world: "pages.World") -> float:
    at = now()
    case = world.lamp(at=at)
    accept(case, by=KEEPER, at=at)
    offer(case, to=[world.east], by=KEEPER, at=at)
    return time.time()


async def fan_out(
    live: Server, listeners: Listeners, streams: int, offers: int, world: "pages.World"
) -> dict[str, object]:
    opened = await listeners.all_open(streams)
    await asyncio.sleep(1)
    before, each = live.cpu_seconds(), []
    for _ in range(offers):
        each.append(await listeners.delays(streams, world))
        await asyncio.sleep(0.2)
    return {"opened": opened, "each": each, "cpu": 1000 * (live.cpu_seconds() - before) / offers}


def lists(web: Server, cookie: str) -> str:
    """What a page of the list takes meanwhile."""
    return load(web.port, 2, 200, pages.getting("/cases/", cookie)).percentiles()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--streams", type=int, default=1000)
    options.add_argument("--offers", type=int, default=30)
    options.add_argument("--cases", type=int, default=2000)
    given = options.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (given.streams * 4, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    pages.call_command("migrate", verbosity=0)
    pages.call_command("collectstatic", verbosity=0, interactive=False)
    world = pages.World()
    pages.fill(given.cases, world)
    cookies = [signed_in(world.villager) for _ in range(given.streams // EACH + 1)]
    with serving() as web, streaming() as live:
        lists(web, cookies[0])
        alone = lists(web, cookies[0])
        say("Claim board", _measured(web, live, Listeners(live.port, cookies), given, world, alone))
    assert Share.objects.filter(tie=Tie.OFFERED).count() == given.offers


def _measured(
    web: Server, live: Server, listeners: Listeners, given: argparse.Namespace, world: "pages.World", alone: str
) -> list[tuple[str, str]]:
    async def whole() -> dict[str, object]:
        found = await fan_out(live, listeners, given.streams, given.offers, world)
        return found | {"beside": await asyncio.to_thread(lists, web, listeners.cookies[0])}

    found = asyncio.run(whole())
    flat = [delay for delays in found["each"] for delay in delays]  # type: ignore[attr-defined]
    cuts = quantiles(flat, n=100)
    memory = Path(f"/proc/{live.pid}/status").read_text().split("VmRSS:")[1].split()[0]
    return [
        ("open streams", f"{given.streams:,}"),
        ("all opened in, s", f"{found['opened']:.1f}"),
        ("from commit to stream, ms p50 / p95 / p99", f"{median(flat):.0f} / {cuts[94]:.0f} / {cuts[98]:.0f}"),
        ("live process, CPU ms an offer", f"{found['cpu']:.0f}"),
        ("live process, memory MB", f"{int(memory) // 1024}"),
        ("list page, ms p50 / p95 / p99, no streams", alone),
        ("list page, ms p50 / p95 / p99, with the streams", str(found["beside"])),
    ]


if __name__ == "__main__":
    main()
