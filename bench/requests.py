"""What one request costs the server: CPU milliseconds and queries of the six of a lifecycle and of the staff's pages, in one process.

python -m bench.requests [--cases 100000] [--home a filled one] [--rounds 20]

No network, no second process: what remains of a loaded machine's noise is in the caches. Waiting cases: a page of the queue.
"""

import time
from collections.abc import Callable
from statistics import median
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse

from bench import http as pages  # prepares the home before Django is imported
from bench.lifecycle import NUMBER
from bench.place import say
from huying.case.models import Case
from huying.case.who import KEEPER
from huying.kit.clock import now
from huying.steps.intake.accept import accept

WAITING = 40
Answer = Callable[[], HttpResponse]


class Round:
    """The same requests again and again; what each of them took."""

    def __init__(self, world: "pages.Cast") -> None:
        self.world = world
        self.took: dict[str, list[float]] = {}
        self.asked: dict[str, int] = {}
        self.resident, self.dispatcher, self.villager = pages.Client(), _of(world.dispatcher), _of(world.villager)

    def run(self, number: int) -> None:
        """One lifecycle, then the pages."""
        _, path, body, headers = pages.submission(self.world.east_area)(number)
        form, origin = headers["Content-Type"], headers["X-Forwarded-For"]
        sent = self._do("submit", lambda: self.resident.post(path, body, form, headers={"X-Forwarded-For": origin}))
        page = self._do("receipt", lambda: self.resident.get(sent.headers["Location"]))
        found = NUMBER.search(page.content)
        assert found, page.status_code
        case = found[0].decode()
        self._do("accept", lambda: self.dispatcher.post(f"/work/{case}/accept/", {"idempotency_key": uuid4()}))
        order = f"{case}/assign/{self.world.east.pk}/{self.world.lamp_matter.pk}"
        self._do("assign", lambda: self.dispatcher.post("/dispatch/send/", {"order": order, "tab": "waiting"}))
        done = {"how": "solved", "words": "换了线路，路灯已亮", "basis": "维修单 0042", "idempotency_key": uuid4()}
        self._do("finish", lambda: self.villager.post(f"/work/{case}/finish/", done))
        word = urlencode({"q": "路灯"})
        for name, address in (
            ("search in queue", f"/dispatch/?{word}"),
            ("list of 50", "/cases/"),
            ("queue", "/dispatch/"),
            ("case page", f"/cases/{case}/"),
            ("search by a word of all texts", f"/cases/?{word}"),
        ):
            self._do(name, lambda address=address: self.dispatcher.get(address))  # type: ignore[misc]

    def _do(self, name: str, ask: Answer) -> HttpResponse:
        with pages.CaptureQueriesContext(pages.connection) as captured:
            begun = time.process_time()
            answer = ask()
            took = time.process_time() - begun
        assert answer.status_code in (200, 302), (name, answer.status_code)
        self.took.setdefault(name, []).append(1000 * took)
        self.asked[name] = len(captured)
        return answer


def _of(person: "pages.Person") -> "pages.Client":
    client = pages.Client()
    client.force_login(person, pages.settings.AUTHENTICATION_BACKENDS[0])
    return client


def main() -> None:
    options = pages.asked_for()
    options.add_argument("--rounds", type=int, default=20)
    given = options.parse_args()
    world = pages.ground(given.cases)
    staticfiles_storage.hashed_files, _digest = staticfiles_storage.load_manifest()  # made after it was first read
    for case in Case.objects.order_by("-pk")[:WAITING]:
        accept(case, by=KEEPER, at=now())
    rounds = Round(world)
    for number in range(given.rounds + 3):
        rounds.run(number)
    rows = [("cases in the table before", f"{given.cases:,}"), ("engine", pages.connection.vendor)]
    for name, took in rounds.took.items():
        rows.append(
            (
                f"{name}, CPU ms (median / least), queries",
                f"{median(took[3:]):.1f} / {min(took[3:]):.1f}, {rounds.asked[name]}",
            )
        )
    say("Request CPU", rows)


if __name__ == "__main__":
    main()
