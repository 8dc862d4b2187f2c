"""Deeds a second through `write` and `write_many`, and how long it takes to verify them.

python -m bench.ledger [--entries 1000000] [--singles 2000]
"""

import argparse
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bench.place import fresh_home, say

HOME = fresh_home("ledger")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from tqdm import tqdm  # noqa: E402

from huying.case import ledger  # noqa: E402
from huying.case.ledger import Stroke  # noqa: E402
from huying.case.models import Case  # noqa: E402
from huying.case.new import New, receive_many  # noqa: E402
from huying.case.proof import verify  # noqa: E402
from huying.case.who import KEEPER, RESIDENT  # noqa: E402
from huying.steps.dispatch.claim import claim  # noqa: E402
from huying.steps.dispatch.offer import offer  # noqa: E402
from huying.steps.handling.sign_in import sign_in  # noqa: E402
from huying.steps.intake.accept import accept  # noqa: E402
from huying.steps.intake.receive import receive  # noqa: E402
from tests.world import NINE, World  # noqa: E402

BATCH = 50
TEXT = "村口到小学的路灯第{}盏不亮，孩子放学走夜路不安全，请尽快修好。"


@contextmanager
def timed(figures: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    figures[name] = time.perf_counter() - begun


def singles(world: World, count: int) -> int:
    """Five deeds a case, each in a transaction of its own, as pages do them."""
    for number in range(count):
        case = receive(_new(number, world), by=RESIDENT, at=NINE)
        accept(case, by=KEEPER, at=NINE)
        offer(case, to=[world.east], by=KEEPER, at=NINE)
        claim(case, unit=world.east, by=world.villager, at=NINE)
        sign_in(case, by=world.villager, at=NINE)
    return count * 5


def _new(number: int, world: World) -> New:
    lamp, east = world.lamp_matter, world.east_area
    return New(text=TEXT.format(number), channel="web", phone="13800001234", matter=lamp, area=east)


def many(world: World, entries: int) -> int:
    """Four deeds a case, fifty cases a transaction."""
    villager = world.villager
    for begin in tqdm(range(0, entries // 4, BATCH), unit="batch", mininterval=5):
        with transaction.atomic():
            news = [_new(begin + i, world) for i in range(BATCH)]
            cases = receive_many(news, "received", by=RESIDENT, at=NINE)
            _all(cases, "accepted", KEEPER, None)
            _all(cases, "assigned", KEEPER, world.east)
            _all(cases, "signed_in", villager, None)
    return entries // 4 * 4


def _all(cases: list[Case], deed: str, by: object, to: object) -> None:
    at = NINE + timedelta(minutes=1)
    ledger.write_many([Stroke(case, deed, by, at, to) for case in cases])  # type: ignore[arg-type]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--singles", type=int, default=2_000)
    given = options.parse_args()
    call_command("migrate", verbosity=0)
    world, took = World(), {}
    with timed(took, "write"):
        written = singles(world, given.singles)
    with timed(took, "many"):
        bulk = many(world, given.entries - written)
    with timed(took, "verify"):
        report = verify()
    assert report.clean, report.faults[:3]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(
        "Ledger",
        [
            ("deeds/s through `write`, one transaction each, SQLite FULL", f"{written / took['write']:,.0f}"),
            (f"deeds/s through `write_many`, {BATCH} cases a transaction", f"{bulk / took['many']:,.0f}"),
            (f"`verify` of {report.entries:,} entries", f"{took['verify']:.1f} s"),
            ("peak memory", f"{peak} MB"),
        ],
    )


if __name__ == "__main__":
    main()
