"""One case from the door to the result, over HTTP, as its real clients send it; so many clients at once.

    python -m bench.lifecycle [--cases 100000] [--lifecycles 600] [--clients 8]

create = the resident's submission and its receipt; assign = the dispatcher accepts, then
assigns from the queue; resolve = the unit's result with
its proof; search = the dispatcher's queue filtered by a word. Signed in, CSRF on. Six requests a lifecycle.
"""

import argparse
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode
from uuid import uuid4

from bench import http as pages  # prepares the home before Django is imported
from bench.load import Outcome
from bench.place import say
from bench.serving import Server, serving
from bench.signed import signed_in

NUMBER = re.compile(rb"\d{8}-\d{6,}")
Send = Callable[..., bytes]


class Life:
    """One client: a connection, two people signed in, and what each call took."""

    def __init__(self, port: int, world: "pages.World") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.world, self.took = world, {name: [] for name in CALLS}
        self.failed = 0
        self.dispatcher = self._person(world.dispatcher)
        self.villager = self._person(world.villager)

    def live(self, number: int) -> None:
        """The six requests of one case."""
        begun = time.perf_counter()
        case = self._create(number)
        self._act("accept", case, self.dispatcher, {})
        order = f"{case}/assign/{self.world.east.pk}/{self.world.lamp_matter.pk}"
        given = {"order": order, "tab": "waiting", "csrfmiddlewaretoken": self.dispatcher["token"]}
        self._send("assign", "POST", "/dispatch/send/", given, self.dispatcher)
        done = {"how": "solved", "words": "换了线路，路灯已亮", "basis": "维修单 0042"}
        self._act("resolve", case, self.villager, done, name="finish")
        self._send("search", "GET", "/dispatch/?" + urlencode({"q": "路灯"}), {}, self.dispatcher)
        self.took["lifecycle"].append(time.perf_counter() - begun)

    def _create(self, number: int) -> str:
        _, path, body, headers = self._submission(number)
        begun = time.perf_counter()
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        page = self._read("GET", str(answer.headers["Location"]), {}, {})
        self.took["create"].append(time.perf_counter() - begun)
        found = NUMBER.search(page)
        assert found, answer.status
        return found[0].decode()

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

    def _person(self, person: "pages.Person") -> dict[str, str]:
        """A session and a CSRF token, as the first page gives them."""
        token = "a" * 32
        return {"cookie": f"{signed_in(person)}; csrftoken={token}", "token": token}


CALLS = ("create", "accept", "assign", "resolve", "search", "lifecycle")


def run(server: Server, world: "pages.World", clients: int, total: int) -> tuple[dict[str, Outcome], int]:
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


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--lifecycles", type=int, default=600)
    options.add_argument("--clients", type=int, default=8)
    given = options.parse_args()
    pages.call_command("migrate", verbosity=0)
    pages.call_command("collectstatic", verbosity=0, interactive=False)
    world = pages.World()
    pages.fill(given.cases, world)
    with serving() as server:
        run(server, world, 2, 10)
        before = server.cpu_seconds()
        outcomes, failed = run(server, world, given.clients, given.lifecycles)
        cpu = 1000 * (server.cpu_seconds() - before) / given.lifecycles
    rows = [("cases in the table before", f"{given.cases:,}"), ("engine", pages.connection.vendor)]
    rows.append(("lifecycles/s", f"{outcomes['lifecycle'].rate():.1f}"))
    rows.append(("server CPU ms a lifecycle of six requests", f"{cpu:.1f}"))
    rows += [(f"{name}, ms p50 / p95 / p99", outcome.percentiles()) for name, outcome in outcomes.items()]
    rows.append(("failures", str(failed)))
    say(f"Lifecycle, {given.clients} clients, server and clients on the same cores", rows)


if __name__ == "__main__":
    main()
