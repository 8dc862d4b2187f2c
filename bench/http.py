"""Requests a second over HTTP beside a full table: residents' submissions, the staff's list, a case page.

python -m bench.http [--cases 100000] [--home a filled one] [--creates 6000] [--lists 2000] [--clients 8]
HUYING_DATABASE_URL=postgresql://… python -m bench.http       the same on PostgreSQL
"""

import argparse
import os
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import uuid4

from bench.place import home, say

HOME = home("http")
os.environ["HUYING_PROXIES"] = "127.0.0.1"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tqdm import tqdm  # noqa: E402

from bench.cast import Cast, cast  # noqa: E402
from bench.load import Outcome, Request, load  # noqa: E402
from bench.serving import Server, serving  # noqa: E402
from bench.signed import signed_in  # noqa: E402
from huying.case.models import Case  # noqa: E402
from huying.case.new import New, receive_many  # noqa: E402
from huying.case.who import RESIDENT  # noqa: E402
from huying.directory.models import Area, Person  # noqa: E402
from huying.kit.clock import now  # noqa: E402
from tests.world import World  # noqa: E402

TEXT = "{}号楼到小学的路灯第{}盏不亮，孩子晚上放学走夜路不安全，已经向村里说过两次，请尽快派人来修。"
BATCH = 100


def asked_for() -> argparse.ArgumentParser:
    """What every one of these can be told."""
    options = argparse.ArgumentParser()
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--home", help="a filled home instead of a fresh one; HUYING_DATABASE_URL goes with its keys")
    return options


def ground(cases: int) -> Cast:
    """A database that holds cases is taken as it is; another is filled. Then those who play."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not Case.objects.exists():
        fill(cases, World())
    return cast()


def fill(cases: int, world: World) -> None:
    """So many open requests, made through the ledger."""
    for begin in tqdm(range(0, cases, BATCH), unit="batch", mininterval=5):
        news = [_new(begin + i, world) for i in range(BATCH)]
        with transaction.atomic():
            receive_many(news, "received", by=RESIDENT, at=now())


def _new(number: int, world: World) -> New:
    area = (world.east_area, world.west_area)[number % 2]
    return New(text=TEXT.format(number, number % 97), channel="web", name="张三", phone=_phone(number), area=area)


def _phone(number: int) -> str:
    return f"138{number:08d}"


def submission(area: Area) -> Callable[[int], Request]:
    """Every one from an address of its own, as residents are."""

    def make(number: int) -> Request:
        fields = {
            "text": TEXT.format(number, "新"), "area": area.pk, "place": "村口", "phone": _phone(number),
            "name": "李四", "kind": "help", "urgent": "no", "idempotency_key": str(uuid4()),
        }  # fmt: skip
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}",
        }
        return "POST", "/submit/", urlencode(fields).encode(), headers

    return make


def getting(path: str, cookie: str) -> Callable[[int], Request]:
    return lambda number: ("GET", path, None, {"Cookie": cookie})


def measured(server: Server, clients: int, total: int, make: Callable[[int], Request]) -> tuple[Outcome, float]:
    """The outcome, and CPU milliseconds of the server per request."""
    before = server.cpu_seconds()
    outcome = load(server.port, clients, total, make)
    return outcome, 1000 * (server.cpu_seconds() - before) / total


def rows_of(name: str, outcome: Outcome, cpu: float) -> list[tuple[str, str]]:
    statuses = ", ".join(f"{status}: {number:,}" for status, number in sorted(outcome.statuses.items()))
    return [
        (f"{name}, requests/s", f"{outcome.rate():,.0f}"),
        (f"{name}, ms p50 / p95 / p99", outcome.percentiles()),
        (f"{name}, server CPU ms a request", f"{cpu:.1f}"),
        (f"{name}, answers", statuses),
    ]


def queries(path: str, person: Person) -> int:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(captured)


def main() -> None:
    options = asked_for()
    options.add_argument("--creates", type=int, default=6_000)
    options.add_argument("--lists", type=int, default=2_000)
    options.add_argument("--clients", type=int, default=8)
    given = options.parse_args()
    world = ground(given.cases)
    dispatcher, last = world.dispatcher, Case.objects.latest("id")
    cookie, one = signed_in(dispatcher), f"/cases/{last.number}/"
    rows = [("cases in the table before", f"{last.pk:,}"), ("engine", connection.vendor)]
    with serving() as server:
        load(server.port, 2, 50, getting("/cases/", cookie))
        for name, total, make in [
            ("submission", given.creates, submission(world.east_area)),
            ("list page of 50", given.lists, getting("/cases/", cookie)),
            ("search by a word", given.lists, getting("/cases/?" + urlencode({"q": "路灯"}), cookie)),
            ("case page", given.lists, getting(one, cookie)),
        ]:
            rows += rows_of(name, *measured(server, given.clients, total, make))
    rows += [
        ("list page, queries", str(queries("/cases/", dispatcher))),
        ("case page, queries", str(queries(one, dispatcher))),
    ]
    say(f"HTTP, {given.clients} clients, server and clients on the same cores", rows)


if __name__ == "__main__":
    main()
