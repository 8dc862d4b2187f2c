"""演出 · clients work through both web machines while some machines die or are cut off; then every line is looked at."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter

from django.db import connection

from bench.faultlab import invariants, outside
from bench.faultlab.client import Answer, Client
from bench.faultlab.crowd import Crowd
from bench.faultlab.house import House
from bench.faultlab.lab import Finding
from bench.faultlab.lives import Lives
from bench.faultlab.outside import Outside
from bench.faultlab.settle import settle
from bench.faultlab.until import said, until
from bench.machines.balance import Balance
from bench.machines.yard import Yard

WORKING = ("web1", "web2", "keep1", "keep2")
DEAD, CUT = 3.0, 8.0
"""Seconds for which a machine is dead, or cut off."""


def play(yard: Yard, *, clients: int, operations: int, seconds: float, twins: int) -> Finding:
    """At least so many operations and so many seconds, the four mishaps spread over them."""
    for name in WORKING:
        yard.run(name)
    yard.wait("web1", "web2")
    begun, happened = time.monotonic(), list[str]()
    with Balance([yard.web("web1"), yard.web("web2")]) as front:
        crowd = Crowd(yard, front.port, clients)
        crowd.start()
        try:
            for number, mishap in enumerate((_keeper_dies, _web_dies, _web_is_cut_off, _keeper_is_cut_off), 1):
                goal, late = operations * number // 5, begun + seconds * number / 5
                until(lambda goal=goal, late=late: _reached(crowd, goal, late), yard, lambda: said(crowd))  # type: ignore[misc]
                happened.append(mishap(yard))
                yard.say(happened[-1])
            answers = _twins(yard, twins)
            until(lambda: _reached(crowd, operations, begun + seconds), yard, lambda: said(crowd))
        finally:
            crowd.stop()
        took = time.monotonic() - begun
        settle(House(yard.home))
        for name in WORKING:
            yard.hosts[name].kill()
        return _found(yard, crowd, front, answers, happened, took)


def _reached(crowd: Crowd, goal: int, late: float) -> bool:
    return (crowd.done >= goal and time.monotonic() >= late) or not crowd.working


def _keeper_dies(yard: Yard) -> str:
    killed = yard.hosts["keep1"].kill()
    time.sleep(DEAD)
    yard.run("keep1")
    return f"keep1: {killed} process killed, back after {DEAD:.0f} s"


def _web_dies(yard: Yard) -> str:
    killed = yard.hosts["web1"].kill()
    time.sleep(DEAD)
    yard.run("web1")
    yard.wait("web1")
    return f"web1: {killed} processes killed, back after {DEAD:.0f} s"


def _web_is_cut_off(yard: Yard) -> str:
    return _cut(yard, "web2")


def _keeper_is_cut_off(yard: Yard) -> str:
    return _cut(yard, "keep2")


def _cut(yard: Yard, name: str) -> str:
    """On loopback there is no cable: the machine dies instead."""
    if not yard.net.cuts:
        yard.hosts[name].kill()
        time.sleep(DEAD)
        yard.run(name)
        return f"{name}: killed, back after {DEAD:.0f} s"
    yard.net.cut(name)
    time.sleep(CUT)
    yard.net.heal(name)
    return f"{name}: cut off for {CUT:.0f} s, then healed"


def _twins(yard: Yard, count: int) -> list[set[str]]:
    """Each submission goes to both web machines in the same moment, by the same key; where it led."""
    return [_twin(yard, number) for number in range(count)]


def _twin(yard: Yard, number: int) -> set[str]:
    dice = random.Random(f"{yard.seed}-twin-{number}")
    op, key = Lives(yard.world, dice).submission(), "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=20))
    found: list[Answer] = []

    def send(name: str) -> None:
        with Balance([yard.web(name)]) as front:
            ledger = Outside(yard.ledgers / f"twin-{number:03d}-{name}.jsonl")
            client = Client(front.port, ledger, random.Random(name), f"10.9.{number % 250}.1")
            client.key = lambda: key  # type: ignore[method-assign]
            found.append(client.send(op))
            client.hang_up()
            ledger.close()

    threads = [threading.Thread(target=send, args=(name,)) for name in ("web1", "web2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {answer.place for answer in found} if len(found) == len(threads) else set()


def _found(
    yard: Yard, crowd: Crowd, front: Balance, answers: list[set[str]], happened: list[str], took: float
) -> Finding:
    connection.close()
    told = outside.read(yard.ledgers)
    verify = subprocess.run([sys.executable, "-m", "huying", "verify"], capture_output=True, text=True, check=False)
    broken = crowd.troubles + invariants.broken(told, yard.home)
    broken += [f"one key at both machines led to {places}" for places in answers if len(places) != 1]
    broken += [f"verify: {verify.stdout}{verify.stderr}"] if verify.returncode else []
    seen = Counter(status for one in told.values() for status in one.statuses)
    rows = [
        ("machines", f"db, web1, web2, keep1, keep2: {yard.net.said}"),
        ("operations answered", f"{crowd.done:,} in {took:.0f} s by {crowd.clients} clients"),
        ("requests at web1 / web2", " / ".join(f"{sent:,}" for sent in front.sent.values())),
        ("what happened meanwhile", "; ".join(happened)),
        ("one key at both machines at once, so many times", str(len(answers))),
        (
            "every answer, also those after which was sent again",
            ", ".join(f"{s}: {n:,}" for s, n in sorted(seen.items())),
        ),
        ("huying verify", (verify.stdout or verify.stderr).strip().splitlines()[-1]),
    ]
    return Finding("Several machines, one database", rows, broken)
