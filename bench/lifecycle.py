"""One case from the door to the result, over HTTP, as its real clients send it; so many clients at once.

    python -m bench.lifecycle [--cases 100000] [--home a filled one] [--lifecycles 600] [--clients 8] [--alone 200]

create = the resident's submission and its receipt; assign = the dispatcher accepts, then
assigns from the queue; resolve = the unit's result with
its proof; search = the dispatcher's queue filtered by a word. Signed in, CSRF on. Six requests a lifecycle. Afterwards each kind of
request alone, so many of it, for what it costs the server; and how often the disk lets a row be committed.
"""

import os
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench import http as pages  # prepares the home before Django is imported
from bench.cast import Cast
from bench.load import Outcome
from bench.place import say
from bench.serving import Server, serving
from bench.signed import signed_in

NUMBER = re.compile(rb"\d{8}-\d{6,}")
Send = Callable[..., bytes]


class Life:
    """One client: a connection, two people signed in, and what each call took."""

    def __init__(self, port: int, world: Cast) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.world, self.took = world, {name: [] for name in CALLS}
        self.failed = 0
        self.dispatcher = person_of(world.dispatcher)
        self.villager = person_of(world.villager)

    def live(self, number: int) -> None:
        """The six requests of one case."""
        begun = time.perf_counter()
        case = self.receive(self.submit(number))
        self.took["create"].append(time.perf_counter() - begun)
        self.accept(case)
        self.assign(case)
        self.finish(case)
        self.search(case)
        self.took["lifecycle"].append(time.perf_counter() - begun)

    def submit(self, number: int) -> str:
        """The resident's form; where the receipt is."""
        _, path, body, headers = self._submission(number)
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return str(answer.headers["Location"])

    def receive(self, where: str) -> str:
        """The receipt; the number on it."""
        found = NUMBER.search(self._read("GET", where, {}, {}))
        assert found, where
        return found[0].decode()

    def accept(self, case: str) -> None:
        """The desk has read it."""
        self._act("accept", case, self.dispatcher, {})

    def assign(self, case: str) -> None:
        """From the row of the queue."""
        order = f"{case}/assign/{self.world.east.pk}/{self.world.lamp_matter.pk}"
        given = {"order": order, "tab": "waiting", "csrfmiddlewaretoken": self.dispatcher["token"]}
        self._send("assign", "POST", "/dispatch/send/", given, self.dispatcher)

    def finish(self, case: str) -> None:
        """The unit's result with its proof."""
        done = {"how": "solved", "words": "换了线路，路灯已亮", "basis": "维修单 0042"}
        self._act("resolve", case, self.villager, done, name="finish")

    def search(self, _case: str) -> None:
        """The queue by a word."""
        self._send("search", "GET", "/dispatch/?" + urlencode({"q": "路灯"}), {}, self.dispatcher)

    def _submission(self, number: int) -> "pages.Request":
        return pages.submission(self.world.east_area)(number)

    def _act(self, call: str, case: str, person: dict[str, str], fields: dict[str, object], name: str = "") -> None:
        given = fields | {"idempotency_key": str(uuid4()), "csrfmiddlewaretoken": person["token"]}
        self._send(call, "POST", f"/work/{case}/{name or call}/", given, person)

    def _send(self, call: str, method: str, path: str, fields: dict[str, object], person: dict[str, str]) -> None:
        begun = time.perf_counter()
        self._read(method, path, fields, person)
        self.took[call].append(time.perf_counter() - begun)

    def _read(self, method: str, path: str, fields: dict[str, object], person: dict[str, str]) -> bytes:
        headers = {"Cookie": person["cookie"]} if person else {}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-Asks-Where": "1"}
        self.connection.request(method, path, urlencode(fields).encode() if fields else None, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.failed += answer.status not in (200, 302)
        return body


def person_of(person: "pages.Person") -> dict[str, str]:
    """A session and a CSRF token, as the first page gives them."""
    token = "a" * 32
    return {"cookie": f"{signed_in(person)}; csrftoken={token}", "token": token}


KINDS = ("submit", "receive", "accept", "assign", "finish", "search")
APART = 5_000_000
"""Numbers of the submissions that are sent alone: other addresses, other words."""

PROBE = (
    "INSERT INTO directory_tally (key, count, ends_at) VALUES (%s, 1, %s) "
    "ON CONFLICT (key) DO UPDATE SET count = directory_tally.count %% 1000 + 1"
)
CALLS = ("create", "accept", "assign", "resolve", "search", "lifecycle")


def run(server: Server, world: Cast, clients: int, total: int) -> tuple[dict[str, Outcome], int]:
    """So many lifecycles by so many clients."""
    lives, numbers = [Life(server.port, world) for _ in range(clients)], count()

    def work(life: Life) -> None:
        while (number := next(numbers)) < total:
            life.live(number)

    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, lives))
    wall = time.perf_counter() - begun
    took = {name: [second for life in lives for second in life.took[name]] for name in CALLS}
    return {name: Outcome(took[name], {}, wall) for name in CALLS}, sum(life.failed for life in lives)


def alone(server: Server, world: Cast, clients: int, total: int) -> list[tuple[str, str]]:
    """Every kind of request by itself, on the cases that the kind before has brought there: server CPU ms of one."""
    lives = [Life(server.port, world) for _ in range(clients)]
    given: list[Any] = [APART + number for number in range(total)]
    rows = []
    with ThreadPoolExecutor(clients) as pool:
        for kind in KINDS:
            before = server.cpu_seconds()
            parts = list(pool.map(_several, lives, [kind] * clients, [given[nth::clients] for nth in range(clients)]))
            rows.append((f"{kind} alone, server CPU ms", f"{1000 * (server.cpu_seconds() - before) / total:.1f}"))
            given = [one for part in parts for one in part]
    return rows


def _several(life: Life, kind: str, given: Sequence[Any]) -> list[Any]:
    """What the next kind is given: what this one answered, or, where that is nothing, the same again."""
    return [getattr(life, kind)(one) or one for one in given]


def commits(seconds: float = 2.0) -> float:
    """How many rows a second one writer alone commits through the product's own connection: the bound of the disk."""
    begun, done = time.perf_counter(), 0
    while (took := time.perf_counter() - begun) < seconds:
        with pages.connection.cursor() as cursor:
            cursor.execute(PROBE, ["bench", pages.now().isoformat(sep=" ")])
        done += 1
    return done / took


def main() -> None:
    options = pages.asked_for()
    options.add_argument("--alone", type=int, default=200)
    options.add_argument("--lifecycles", type=int, default=600)
    options.add_argument("--clients", type=int, default=8)
    given = options.parse_args()
    world = pages.ground(given.cases)
    before = pages.Case.objects.latest("id").pk
    rows = [("cases in the table before", f"{before:,}"), ("engine", pages.connection.vendor)]
    with serving() as server:
        run(server, world, 2, 10)
        spent, ours = server.cpu_seconds(), time.process_time()
        outcomes, failed = run(server, world, given.clients, given.lifecycles)
        cpu = 1000 * (server.cpu_seconds() - spent) / given.lifecycles
        own = 1000 * (time.process_time() - ours) / given.lifecycles
        apart = alone(server, world, given.clients, given.alone)
    rows.append(("lifecycles/s", f"{outcomes['lifecycle'].rate():.1f}"))
    rows.append(("server CPU ms a lifecycle of six requests", f"{cpu:.1f}"))
    cores = os.cpu_count() or 1
    rows.append(("clients' CPU ms a lifecycle", f"{own:.1f}"))
    bound = f"{1000 * cores / (cpu + own):.1f} lifecycles/s = {cores} cores / ({cpu:.1f} + {own:.1f}) ms"
    rows += [
        ("bound by CPU", bound),
        ("bound by the disk, commits/s of one writer", f"{commits():.0f}; four a lifecycle"),
    ]
    rows += apart
    rows += [(f"{name}, ms p50 / p95 / p99", outcome.percentiles()) for name, outcome in outcomes.items()]
    rows.append(("failures", str(failed)))
    say(f"Lifecycle, {given.clients} clients, server and clients on the same cores", rows)


if __name__ == "__main__":
    main()
