"""突发 · DIGIT's spike profile: whole lifecycles arrive 1→15→1→25→2→35→10 a second over ten minutes, through or not those before.

    python -m bench.spike [--cases 100000] [--home a filled one] [--scale 1 2 4] [--minutes 10]

Open loop: nobody waits for anybody, each lifecycle has a connection of its own, and what begins late counts as late. A
request that is put off (425, 429, 503) is sent again after `Retry-After` with the same key, as the product's own form does. A
lifecycle is lost when a call fails otherwise or is not through after two minutes. Scales are run one after another on the
same table until one breaks: less than 99 of 100 through, or half of a step's lifecycles slower than ten seconds.
"""

import argparse
import asyncio
import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlencode
from uuid import uuid4

from bench import http as pages  # prepares the home before Django is imported
from bench.cast import Cast
from bench.clients import Answer, Line
from bench.lifecycle import NUMBER, person_of
from bench.place import say
from bench.serving import Server, serving

PROFILE = (1, 15, 1, 25, 2, 35, 10)
"""Lifecycles a second, each for a seventh of the time (PEERS: 4.5 % success on 16 processors at a million records)."""

PATIENCE, LATER = 120.0, frozenset({425, 429, 503})
BROKEN, SLOW = 0.99, 10.0
WAITS = 3.0
Took = dict[str, list[float]]


class Lost(Exception):
    """An answer that no trying again mends."""


@dataclass(slots=True)
class Step:
    """A seventh of the run."""

    rate: float
    begun: int = 0
    through: int = 0
    backlog: int = 0
    put_off: int = 0
    took: Took = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    def note(self, call: str, seconds: float) -> None:
        """One answer."""
        self.took.setdefault(call, []).append(seconds)


class Life:
    """One case from the door to the result, on a connection of its own."""

    def __init__(self, port: int, cast: Cast, people: Mapping[str, dict[str, str]], step: Step) -> None:
        self.line, self.cast, self.people, self.step = Line(port), cast, people, step

    async def live(self, number: int, due: float) -> None:
        """Six requests, from when it was due."""
        try:
            await asyncio.wait_for(self._six(number, due), PATIENCE)
            self.step.through += 1
            self.step.note("lifecycle", time.perf_counter() - due)
        except (Lost, OSError, asyncio.IncompleteReadError, TimeoutError) as why:
            self.step.lost[str(why) if isinstance(why, Lost) else type(why).__name__] += 1
        finally:
            self.line.close()

    async def _six(self, number: int, due: float) -> None:
        _, path, body, headers = pages.submission(self.cast.east_area)(number)
        sent = await self._ask("submit", "POST", path, body, headers, due=due)
        receipt = await self._ask("receive", "GET", sent.headers["location"])
        found = NUMBER.search(receipt.body)
        if found is None:
            raise Lost("no receipt")
        case = found[0].decode()
        await self._post("accept", f"/work/{case}/accept/", "dispatcher", idempotency_key=str(uuid4()))
        order = f"{case}/assign/{self.cast.east.pk}/{self.cast.lamp_matter.pk}"
        await self._post("assign", "/dispatch/send/", "dispatcher", order=order, tab="waiting")
        done = {"how": "solved", "words": "换了线路，路灯已亮", "basis": "维修单 0042"}
        await self._post("finish", f"/work/{case}/finish/", "villager", idempotency_key=str(uuid4()), **done)
        word = urlencode({"q": "路灯"})
        await self._ask("search", "GET", f"/dispatch/?{word}", None, {"Cookie": self.people["dispatcher"]["cookie"]})

    async def _post(self, call: str, path: str, who: str, **fields: str) -> None:
        person = self.people[who]
        headers = {"Cookie": person["cookie"], "X-Asks-Where": "1", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields | {"csrfmiddlewaretoken": person["token"]}).encode()
        await self._ask(call, "POST", path, body, headers)

    async def _ask(
        self,
        call: str,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        due: float = 0,
    ) -> Answer:
        """Until it is answered for good; the time runs from the first try."""
        begun = due or time.perf_counter()
        answer = await self.line.ask(method, path, body, headers or {})
        while answer.status in LATER:
            self.step.put_off += 1
            await asyncio.sleep(float(answer.headers.get("retry-after", WAITS)))
            answer = await self.line.ask(method, path, body, headers or {})
        if answer.status not in (200, 302):
            raise Lost(f"{call} {answer.status}")
        self.step.note(call, time.perf_counter() - begun)
        return answer


class Run:
    """The seven steps at one scale."""

    def __init__(self, port: int, cast: Cast, first: int) -> None:
        self.port, self.cast, self.first, self.open = port, cast, first, 0
        self.people = {"dispatcher": person_of(cast.dispatcher), "villager": person_of(cast.villager)}

    async def go(self, scale: float, seconds: float) -> list[Step]:
        """Arrivals by the clock alone; at the end whoever is still under way is waited for."""
        steps = [Step(rate * scale) for rate in PROFILE]
        under_way: list[asyncio.Task[None]] = []
        begins = time.perf_counter()
        for nth, step in enumerate(steps):
            for due in arrivals(step.rate, begins + nth * seconds / len(steps), seconds / len(steps)):
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                under_way.append(asyncio.create_task(self._live(step, due)))
            step.backlog = self.open
        await asyncio.gather(*under_way)
        return steps

    async def _live(self, step: Step, due: float) -> None:
        self.open, self.first = self.open + 1, self.first + 1
        step.begun += 1
        await Life(self.port, self.cast, self.people, step).live(self.first, due)
        self.open -= 1


def arrivals(rate: float, begins: float, seconds: float) -> list[float]:
    """Evenly spaced."""
    return [begins + nth / rate for nth in range(max(1, round(rate * seconds)))]


def broke(steps: Sequence[Step]) -> bool:
    """Whether this was too much."""
    through = sum(step.through for step in steps) / sum(step.begun for step in steps)
    return through < BROKEN or any(median(step.took.get("lifecycle", [SLOW * 2])) > SLOW for step in steps)


def said(steps: Sequence[Step], cpu: float, own: float) -> list[tuple[str, str]]:
    """A row a step, and all of it."""
    begun, through = sum(step.begun for step in steps), sum(step.through for step in steps)
    lost = sum((step.lost for step in steps), Counter[str]())
    rows = [("through", f"{through:,} of {begun:,} = {100 * through / begun:.2f} %")]
    rows.append(("lost, by what", ", ".join(f"{why}: {many}" for why, many in lost.most_common()) or "none"))
    rows.append(("CPU ms a lifecycle, server + clients", f"{1000 * cpu / begun:.1f} + {1000 * own / begun:.1f}"))
    for step in steps:
        rest = f"{step.through} of {step.begun} through, {step.put_off} put off, {step.backlog} open at its end"
        rows.append(
            (f"{step.rate:g}/s, lifecycle ms p50 / p95 / p99", f"{_cuts(step.took.get('lifecycle', []))}; {rest}")
        )
    for call in ("submit", "receive", "accept", "assign", "finish", "search"):
        rows.append((f"{call}, ms p50 / p95 / p99", _cuts([one for step in steps for one in step.took.get(call, [])])))
    return rows


def _cuts(took: Sequence[float]) -> str:
    """p50 / p95 / p99 in milliseconds, of however few."""
    ranked = sorted(took)
    return (
        " / ".join(f"{1000 * ranked[int(part * (len(ranked) - 1))]:.0f}" for part in (0.5, 0.95, 0.99))
        if ranked
        else "—"
    )


def measured(server: Server, cast: Cast, scale: float, seconds: float, first: int) -> list[Step]:
    """One scale; its figures are said at once."""
    spent, ours = server.cpu_seconds(), time.process_time()
    steps = asyncio.run(Run(server.port, cast, first).go(scale, seconds))
    cpu, own = server.cpu_seconds() - spent, time.process_time() - ours
    rows = [("cases in the table now", f"{pages.Case.objects.latest('id').pk:,}"), ("engine", pages.connection.vendor)]
    rows.append(("load of the machine at the end", f"{os.getloadavg()[0]:.1f}"))
    say(f"Spike ×{scale:g} over {seconds / 60:g} min, open loop", rows + said(steps, cpu, own))
    return steps


def options() -> argparse.ArgumentParser:
    """What it can be told."""
    asked = pages.asked_for()
    asked.add_argument("--scale", type=float, nargs="+", default=[1.0])
    asked.add_argument("--minutes", type=float, default=10.0)
    return asked


def main() -> None:
    """Scale after scale, until one breaks."""
    given = options().parse_args()
    cast = pages.ground(given.cases)
    first = int(time.time()) % 40_000_000
    with serving() as server:
        for scale in given.scale:
            steps = measured(server, cast, scale, given.minutes * 60, first)
            first += sum(step.begun for step in steps)
            if broke(steps):
                break


if __name__ == "__main__":
    main()
