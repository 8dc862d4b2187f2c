"""A load: so many clients, each with one connection kept open, sending one request after another."""

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles

Request = tuple[str, str, bytes | None, dict[str, str]]


@dataclass(slots=True)
class Outcome:
    """What came of it: seconds per request, statuses, and how long it all took."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    wall: float = 0

    def rate(self) -> float:
        return len(self.seconds) / self.wall

    def percentiles(self) -> str:
        """p50 / p95 / p99 in milliseconds."""
        cuts = quantiles(self.seconds, n=100)
        return " / ".join(f"{1000 * cuts[place - 1]:.1f}" for place in (50, 95, 99))


def load(port: int, clients: int, total: int, make: Callable[[int], Request]) -> Outcome:
    """Send `total` requests made by number; every answer is read to its end."""
    outcome, numbers = Outcome(), count()
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        parts = list(pool.map(lambda _: _client(port, total, numbers, make), range(clients)))
    outcome.wall = time.perf_counter() - begun
    for seconds, statuses in parts:
        outcome.seconds += seconds
        for status in statuses:
            outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
    return outcome


def _client(
    port: int, total: int, numbers: "count[int]", make: Callable[[int], Request]
) -> tuple[list[float], list[int]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds: list[float] = []
    statuses: list[int] = []
    while (number := next(numbers)) < total:
        method, path, body, headers = make(number)
        begun = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        seconds.append(time.perf_counter() - begun)
        statuses.append(answer.status)
    connection.close()
    return seconds, statuses
